// check.mjs FOLDER: opens the sample pages in Chromium, from file://, and checks what readers rely on.
import {createRequire} from 'node:module';
import {readFileSync, readdirSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const {chromium} = createRequire(new URL('../../page/package.json', import.meta.url))('playwright-core');
const folder = resolve(process.argv[2] ?? '.');
let passed = 0, failed = 0;
function check(what, holds, seen = '') {
  if (holds) return void ++passed;
  ++failed;
  console.log(`FAILED ${what}${seen === '' ? '' : ': ' + JSON.stringify(seen).slice(0, 600)}`);
}

const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']});

/** A page with everything it complains about, and every address it asks for, on record. */
async function open(name, width, height, colorScheme) {
  const context = await browser.newContext({viewport: {width, height}, colorScheme, acceptDownloads: true});
  const page = await context.newPage(), troubles = [], requests = [];
  page.on('console', m => m.type() === 'error' && troubles.push(m.text()));
  page.on('pageerror', e => troubles.push(e.message));
  page.on('dialog', d => { troubles.push('dialog: ' + d.message()); d.dismiss(); });
  const url = pathToFileURL(join(folder, name, 'page.html')).href;
  page.on('request', r => r.url() !== url && !/^(blob|data):/.test(r.url()) && requests.push(r.url()));
  await page.addInitScript(() => { window.violations = []; document.addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI)); });
  await page.goto(url);
  await page.waitForFunction(() => document.documentElement.dataset.drawn, null, {timeout: 30000}).catch(() => troubles.push('the figures were not drawn'));
  return {context, page, troubles, requests};
}
const quiet = async (label, {page, troubles, requests}) => {
  check(`${label}: no errors`, troubles.length === 0, troubles);
  check(`${label}: no requests`, requests.length === 0, requests);
  const violations = await page.evaluate(() => window.violations);
  check(`${label}: no violation of the policy`, violations.length === 0, violations);
};
const drawnOf = page => page.evaluate(() => [...document.querySelectorAll('figure[data-fig]')].map(f => {
  const svg = f.querySelector('.plot svg');
  return {id: f.dataset.fig, marks: svg ? svg.querySelectorAll('path,text').length : 0, role: svg?.getAttribute('role'), alt: svg?.getAttribute('aria-label') ?? '', width: svg?.getBoundingClientRect().width ?? 0,
    missing: svg ? /\b(undefined|NaN|Infinity|\[object)/.exec(svg.textContent)?.[0] ?? '' : ''};
}));

const expected = {flagship: ['answer', 'collapse', 'ratio', 'overlay', 'importance', 'bands', 'effects', 'reached', 'outcomes'], hostile: null, judged: ['effects'], measured: ['law', 'law-loss_end', 'trace'], ranked: ['ranks', 'sets', 'effects'], described: ['columns', 'classes', 'correlations', 'singular', 'leverage']};
for (const name of Object.keys(expected))
  for (const [width, height] of [[1280, 800], [390, 844]])
    for (const scheme of ['light', 'dark']) {
      const label = `${name} ${width} ${scheme}`, opened = await open(name, width, height, scheme), {page} = opened;
      const figures = await drawnOf(page);
      if (expected[name]) check(`${label}: its figures`, JSON.stringify(figures.map(f => f.id)) === JSON.stringify(expected[name]), figures.map(f => f.id));
      for (const f of figures) {
        check(`${label}: ${f.id} is drawn`, f.marks > 8 && f.width > 200, f);
        check(`${label}: ${f.id} says nothing undefined`, f.missing === '', f.missing);
        check(`${label}: ${f.id} has a description`, f.role === 'img' && f.alt.length > 40, f.alt);
        check(`${label}: ${f.id} fits its column`, f.width <= width - 2 * (width > 820 ? 48 : 18) + 2, f.width);
      }
      const wide = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      check(`${label}: nothing overflows sideways`, wide[0] <= wide[1], wide);
      const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      check(`${label}: its own paper`, ground === (scheme === 'dark' ? 'rgb(21, 23, 26)' : 'rgb(253, 253, 251)'), ground);
      await quiet(label, opened);
      await opened.context.close();
    }

/* ---- the first screen ---- */
for (const name of ['flagship', 'judged']) {
  const {context, page} = await open(name, 1280, 800, 'light');
  const seen = await page.evaluate(() => {
    const box = q => document.querySelector(q)?.getBoundingClientRect();
    return {plot: box('.lead .plot').bottom, next: (document.querySelector('#figures > section') ?? document.querySelector('.folds')).getBoundingClientRect().top, sentences: document.querySelectorAll('#answers li').length,
      columns: [...document.querySelectorAll('#answers li')].map(e => e.getBoundingClientRect().left)};
  });
  check(`${name}: the whole figure stands on the first screen`, seen.plot <= 800, seen.plot);
  if (name === 'flagship') {
    check('flagship: nothing else does', seen.next >= 800, seen.next);
    check('flagship: one sentence per model', seen.sentences === 3, seen.sentences);
    const panels = await page.evaluate(() => [...document.querySelectorAll('.lead svg .cell > g > .background')].map(e => e.getBoundingClientRect().left));
    check('flagship: sentences stand over their panels', panels.length === 3 && panels.every((x, i) => Math.abs(x - seen.columns[i]) < 6), [panels, seen.columns]);
  }
  await context.close();
}

/* ---- buttons, folds, export ---- */
{
  const opened = await open('flagship', 1280, 800, 'light'), {context, page} = opened;
  const policy = await page.getAttribute('meta[http-equiv=Content-Security-Policy]', 'content');
  check('the policy starts from nothing', policy?.startsWith("default-src 'none'; script-src 'sha256-"), policy);
  check('the policy allows nothing unsafe', !/unsafe|\*|https?:/.test(policy ?? '*'), policy);
  const inline = await page.evaluate(() => { const s = document.createElement('script'); s.textContent = 'window.stranger = 1'; document.body.append(s); return window.stranger ?? 0; });
  check('a script that is not named does not run', inline === 0);
  check('and the violation is reported', (await page.evaluate(() => window.violations.splice(0).length)) === 1);
  opened.troubles.length = 0;   // that one was ours
  for (const [kind, first] of [['SVG', '<svg'], ['PNG', '\x89PNG']]) {
    for (const i of [0, 3]) {
      const [download] = await Promise.all([page.waitForEvent('download', {timeout: 20000}), page.locator('figure[data-fig] .tools button', {hasText: 'Save ' + kind}).nth(i).click()]);
      const bytes = readFileSync(await download.path()).toString('latin1');
      check(`${kind} ${i} is saved`, bytes.startsWith(first) && bytes.length > 5000, [download.suggestedFilename(), bytes.slice(0, 40), bytes.length]);
      if (kind === 'SVG') check(`${kind} ${i} carries its finding`, bytes.includes('Paribus'));
    }
  }
  const theme = page.locator('#theme'), attribute = () => page.evaluate(() => document.documentElement.dataset.theme);
  const color = () => page.evaluate(() => document.querySelector('.lead svg .role-axis-label text')?.getAttribute('fill'));
  const before = await color();
  await theme.click(); check('theme: light', await attribute() === 'light');
  const stamp = await page.evaluate(() => document.documentElement.dataset.drawn);
  await theme.click(); check('theme: dark', await attribute() === 'dark');
  await page.waitForFunction(s => document.documentElement.dataset.drawn > s, stamp);
  check('theme: figures follow', before !== await color(), [before, await color()]);
  await theme.click(); check('theme: auto again', await attribute() === 'auto');
  for (const fold of await page.locator('figure details.data > summary').all()) await fold.click();
  const tables = await page.evaluate(() => [...document.querySelectorAll('figure details.data table')].map(t => t.rows.length));
  check('every figure has its table', tables.length === 9 && tables.every(n => n > 2), tables);
  const empty = await page.evaluate(() => [...document.querySelectorAll('figure details.data th')].filter(t => !t.textContent).length);
  check('no column without a head', empty === 0, empty);
  await page.locator('.tools button', {hasText: 'Copy link'}).nth(2).click();
  check('a link to the figure', new URL(page.url()).hash === '#ratio', page.url());
  const words = await page.evaluate(() => document.body.innerText);
  check('no number out of order', !/\b(NaN|undefined|null|Infinity)\b|\de[-+]?\d/.test(words), /.{30}(\b(NaN|undefined|null|Infinity)\b|\de[-+]?\d).{30}/s.exec(words)?.[0]);
  await page.emulateMedia({media: 'print'});
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const printed = await page.evaluate(() => ({tools: getComputedStyle(document.querySelector('.tools')).display, methods: document.querySelector('#methods').open}));
  check('print: no buttons, all words', printed.tools === 'none' && printed.methods, printed);
  const pdf = await page.pdf({preferCSSPageSize: true}).catch(e => e.message);
  check('print: a PDF comes out', pdf.length > 20000 && pdf.subarray?.(0, 4).toString() === '%PDF', pdf.length);
  await quiet('flagship, used', opened);
  await context.close();
}

/* ---- hostile names are text ---- */
{
  const {context, page} = await open('hostile', 1280, 800, 'light');
  const seen = await page.evaluate(() => ({title: document.querySelector('#title').textContent, tab: document.title, images: document.images.length, scripts: document.scripts.length,
    bold: document.querySelector('#answers b')?.textContent, deck: document.querySelector('#deck').textContent}));
  check('hostile: the title is text', seen.title.startsWith('</script><script>') && seen.title.endsWith('{{data}}'), seen.title);
  check('hostile: nothing was run', seen.tab !== 'owned' && seen.images === 0 && seen.scripts === 8, seen);
  check('hostile: markup stands as it was written', seen.bold?.startsWith('<b>bold</b>') && seen.deck.includes('<img src=x onerror=alert(1)>'), seen);
  await context.close();
}

/* ---- the columns of a table stand open ---- */
{
  const {context, page} = await open('described', 1280, 800, 'light');
  const seen = await page.evaluate(() => ({open: [...document.querySelectorAll('details.data')].filter(d => d.open).map(d => d.closest('figure').dataset.fig), rows: document.querySelector('details.data table')?.rows.length,
    panels: document.querySelectorAll('[data-fig=columns] svg .cell > g > .background').length, right: [...document.querySelectorAll('details.data th')].filter(h => h.className === 'r').map(h => h.textContent), images: document.images.length}));
  check('described: the table of columns alone stands open', seen.open.join() === 'columns' && seen.rows === 10, seen);
  check('described: a histogram for each column', seen.panels === 9, seen.panels);
  check('described: columns of numbers end on the right', seen.right.join() === 'missing,distinct,minimum,mean,deviation,maximum', seen.right);
  check('described: names are text', seen.images === 0);
  await context.close();
}

/* ---- the figures that open alone ---- */
for (const file of readdirSync(join(folder, 'flagship', 'figures'))) {
  const spec = JSON.parse(readFileSync(join(folder, 'flagship', 'figures', file), 'utf8'));
  check(`${file}: has its rows`, spec.$schema?.includes('vega-lite/v6') && spec.datasets?.[spec.data.name]?.length > 0, Object.keys(spec));
}
check('the page stays small', statSync(join(folder, 'flagship', 'page.html')).size < 2e6);

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
