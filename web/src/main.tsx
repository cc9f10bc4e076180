// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import { App } from './app';
import { loadReport, NoReport } from './load';
import './style.css';
import { wordsIn } from './text';

const page = document.getElementById('page') as HTMLElement;

function tell(error: unknown): void {
  const problem = error instanceof NoReport ? error : new NoReport('broken', String(error));
  const words = wordsIn('en');
  render(
    <main>
      <p class="headline">{words.t(`error.${problem.kind}`, { detail: problem.detail })}</p>
      {problem.detail && <p class="note">{problem.detail}</p>}
    </main>,
    page,
  );
  page.dataset['state'] = problem.kind;
}

loadReport(document)
  .then((report) => {
    render(<App report={report} />, page);
    // After the first drawing, when charts know their width and have been drawn as well.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        performance.mark('ready');
        page.dataset['state'] = 'ready';
      }),
    );
  })
  .catch(tell);
