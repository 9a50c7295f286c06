// Builds what browsers load into dist/:
//
//   board.js                  the loader a publisher's page names; its address never changes
//   assets/widget-<hash>.js   the module the loader imports, with its chunks (languages, lazy parts)
//   assets/desk-<hash>.js     the desk and its chunks
//   admin/index.html          the desk's page
//   manifest.json             {"widget": "assets/…", "desk": "admin/index.html"}, and every file with its sizes
//
// Each text file gets .gz and .br twins, so the server never compresses anything. All is built beside dist/ and moved
// there at the end: a build that fails leaves the last one standing.
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const web = fileURLToPath(new URL('..', import.meta.url));
const dist = join(web, 'dist');
const stage = mkdtempSync(join(web, '.dist-'));

/** What every part shares. Browsers of 2024 and later know light-dark(), so it isn't compiled away. */
const shared = {
  configFile: /** @type {const} */ (false),
  logLevel: /** @type {const} */ ('warn'),
  define: { 'process.env.NODE_ENV': '"production"' },
};
const output = {
  outDir: stage,
  emptyOutDir: false,
  target: 'es2022',
  cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  modulePreload: /** @type {const} */ (false),
  reportCompressedSize: false,
  // Content-Security-Policy knows no data: addresses.
  assetsInlineLimit: 0,
};

/** Builds the widget's module; answers its file name with the hash. */
async function buildWidget() {
  const built = await build({
    ...shared,
    root: join(web, 'widget'),
    base: './',
    publicDir: false,
    build: {
      ...output,
      lib: { entry: 'main.tsx', formats: ['es'] },
      rolldownOptions: {
        // Chunks may import from the entry, so that all that loads first is one file, and nobody waits for a second.
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: 'assets/widget-[hash].js',
          chunkFileNames: 'assets/widget-[name]-[hash].js',
          minify: true,
        },
      },
    },
  });
  const chunks = [built].flat().flatMap((part) => ('output' in part ? part.output : []));
  const entry = chunks.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
  if (!entry) throw new Error('the widget built no entry');
  return entry.fileName;
}

/**
 * Builds the loader, which knows its widget by name.
 * @param {string} widget
 */
async function buildLoader(widget) {
  await build({
    ...shared,
    root: join(web, 'widget'),
    publicDir: false,
    define: { ...shared.define, __WIDGET__: JSON.stringify(widget) },
    build: {
      ...output,
      lib: { entry: 'loader.ts', formats: ['iife'], name: 'board' },
      rolldownOptions: { output: { entryFileNames: 'board.js', minify: true } },
    },
  });
}

async function buildDesk() {
  await build({
    ...shared,
    root: web,
    base: '/',
    publicDir: false,
    build: {
      ...output,
      rolldownOptions: {
        input: join(web, 'admin/index.html'),
        output: {
          entryFileNames: 'assets/desk-[hash].js',
          chunkFileNames: 'assets/desk-[name]-[hash].js',
          assetFileNames: 'assets/desk-[name]-[hash][extname]',
          minify: true,
        },
      },
    },
  });
}

/**
 * Every file below dir, with forward slashes, relative to the stage.
 * @param {string} dir
 * @returns {string[]}
 */
function filesBelow(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [relative(stage, path).replaceAll('\\', '/')];
  });
}

/** @param {string} widget */
function compressAndList(widget) {
  const texts = filesBelow(stage).filter((name) => /\.(js|css|html|svg)$/.test(name));
  const files = texts.map((name) => {
    const path = join(stage, name);
    const bytes = readFileSync(path);
    const gzip = gzipSync(bytes, { level: 9 });
    const brotli = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    writeFileSync(`${path}.gz`, gzip);
    writeFileSync(`${path}.br`, brotli);
    return { name, bytes: bytes.length, gzip: gzip.length, brotli: brotli.length };
  });
  files.sort((a, b) => a.name.localeCompare(b.name));
  const manifest = { loader: 'board.js', widget, desk: 'admin/index.html', files };
  writeFileSync(join(stage, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function moveToDist() {
  for (const name of readdirSync(dist)) {
    if (name !== '.gitkeep') rmSync(join(dist, name), { recursive: true, force: true });
  }
  for (const name of readdirSync(stage)) renameSync(join(stage, name), join(dist, name));
}

async function buildAll() {
  const began = Date.now();
  const widget = await buildWidget();
  await Promise.all([buildLoader(widget), buildDesk()]);
  compressAndList(widget);
  moveToDist();
  console.log(`web: built in ${Date.now() - began} ms`);
}

try {
  await buildAll();
} finally {
  rmSync(stage, { recursive: true, force: true });
}
