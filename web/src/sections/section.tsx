// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

interface SectionProps {
  id: string;
  title: string;
  children: ComponentChildren;
}

export function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div class="body">{children}</div>
    </section>
  );
}

/** What is not in the report is said in words. */
export const Absent = ({ text }: { text: string }) => <p class="absent">{text}</p>;
