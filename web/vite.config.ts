// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What is built in; their licences want to be passed on with every copy, that is, every report. */
const BUILT_IN = ['preact', 'd3-geo', 'd3-array', 'internmap', 'topojson-client', 'world-atlas'];

function licences(): string {
  const texts = BUILT_IN.map((name) => {
    const text = readFileSync(`node_modules/${name}/LICENSE`, 'utf8').replaceAll('\r', '').trim();
    return `${name}\n${text.replace(/--+/g, '-')}`;
  });
  return `<!--\nThis page is part of Ravenstein (Apache-2.0). It contains:\n\n${texts.join('\n\n')}\n-->`;
}

/** Puts script and styles into index.html, with a content policy that allows exactly these. */
function onePage(): Plugin {
  return {
    name: 'one-page',
    enforce: 'post',
    generateBundle(_, bundle) {
      let script = '';
      let style = '';
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === 'chunk') script += file.code.trim();
        else if (name.endsWith('.css')) style += String(file.source).trim();
        Reflect.deleteProperty(bundle, name);
      }
      if (/<\/script|<!--/i.test(script)) this.error('the script would close its own element');
      const policy = [
        "default-src 'none'",
        `script-src ${sha256(script)}`,
        `style-src ${sha256(style)}`,
        'img-src blob: data:',
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; ');
      const parts: Record<string, string> = {
        policy: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
        style: `<style>${style}</style>`,
        script: `<script>${script}</script>`,
        licences: licences(),
      };
      const page = readFileSync('index.html', 'utf8');
      const source = page.replace(/<!--(\w+)-->/g, (_, part: string) => parts[part] ?? '');
      this.emitFile({ type: 'asset', fileName: 'report.html', source });
    },
  };
}

export default defineConfig({
  plugins: [onePage()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  json: { stringify: true },
  build: {
    target: 'es2021',
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: 'src/main.tsx',
      output: { format: 'iife', entryFileNames: 'report.js', inlineDynamicImports: true },
    },
  },
});
