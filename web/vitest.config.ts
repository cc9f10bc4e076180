// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config';

const esbuild = { jsx: 'automatic', jsxImportSource: 'preact' } as const;

export default defineConfig({
  test: {
    fileParallelism: false,
    projects: [
      { esbuild, test: { name: 'unit', include: ['tests/unit/*.test.ts'] } },
      {
        esbuild,
        test: {
          name: 'browser',
          include: ['tests/browser/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
