'use strict';
// Draws the figures and fills in the words. It chooses no word and formats no number: both come in the data block.

const read = id => JSON.parse(document.getElementById(id).textContent);
const D = read('data'), SPECS = read('specs'), LOOKS = read('looks');
const $ = (query, root = document) => root.querySelector(query);
const root = document.documentElement;

function el(tag, properties = {}, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(properties)) k in e ? e[k] = v : e.setAttribute(k, v);
  e.append(...children);
  return e;
}
function drawing(viewBox, ...shapes) {
  const make = (tag, attributes) => {
    const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    return e;
  };
  const svg = make('svg', {viewBox, 'aria-hidden': 'true'});
  svg.append(...shapes.map(([tag, attributes]) => make(tag, attributes)));
  return svg;
}
const spoken = pieces => pieces.map(p => p.strong ? el('b', {}, p.text) : p.text);

/* ---- themes: a specification names styles, looks say what a style looks like ---- */
const dark = () => root.dataset.theme === 'dark' || root.dataset.theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches;
const FONT = getComputedStyle(root).fontFamily;
function look(night, id, phone) {
  const c = structuredClone(LOOKS[night ? 'dark' : 'light']), left = leftOf(SPECS[id].usermeta, phone);
  // Exactly as wide as the layout reckons: then panels stand under their sentences, and no label is cut off.
  if (left) c.axisLeft = {minExtent: left - c.padding.left - 1, maxExtent: left - c.padding.left - 1};
  return {...c, font: FONT};
}

/* ---- widths: `usermeta` says what stands left of the panels; the rest is shared out ---- */
const GAP = 28;
const leftOf = (m, phone) => m.layout === 'grid' ? 0 : m.layout === 'rows' ? (phone ? m.phoneLeft : m.left) : phone ? Math.min(m.left, 156) : m.left;
function room() {
  const edge = parseFloat(getComputedStyle(root).getPropertyValue('--edge'));
  return {w: $('.page').clientWidth - 2 * edge, phone: innerWidth <= 820};
}
function fit(id, {w, phone}) {
  const s = structuredClone(SPECS[id]), m = s.usermeta, n = m.columns ?? 1;
  delete s.usermeta;
  const labels = s.facet?.field ? new Set(rowsOf(id).map(r => r[s.facet.field])) : null;
  const blank = !labels || labels.size === 1 && labels.has('');
  const none = {title: null, labelExpr: "''", labelFontSize: 1, labelPadding: 0};
  if (m.layout === 'columns') {
    s.spec.height = phone ? m.phoneHeight : m.height === 'screen' ? tall() : m.height;
    if (phone) {
      const side = s.columns = m.phoneColumns ?? 1;
      s.bounds = 'full'; s.resolve = {...s.resolve, axis: {x: 'independent'}};
      s.spec.width = Math.floor((w - GAP * (side - 1)) / side) - leftOf(m, true) - (m.right ?? 14);
    } else {
      s.spec.width = Math.floor((w - m.left - GAP * (n - 1) - 3.5) / n);
      if (labels.size > n) { s.bounds = 'full'; s.resolve = {...s.resolve, axis: {x: 'independent'}}; }
      else if (m.lead && D.aligned && labels.size === D.answers.length) s.facet.header = none;   // the sentences above name them
    }
    if (m.most) s.spec.width = Math.min(s.spec.width, m.most);
    limit(s.spec, leftOf(m, phone) - 16);
    s.facet.header = {...s.facet.header, labelLimit: s.spec.width};
    if (blank) s.facet.header = none;
  } else if (m.layout === 'rows') {
    const left = leftOf(m, phone);
    s.spec.width = w - left - m.right;
    limit(s.spec, left - 16);
    s.facet.row.header.labelLimit = s.spec.width;
    if (rowsOf(id).every(r => !r.panel)) s.facet.row.header = {...none, labelOrient: 'top'};
  } else if (m.layout === 'grid') {
    const gap = phone ? 10 : GAP, columns = m.columns, left = phone ? m.phoneLeft : m.left;
    s.spacing.column = gap;
    s.spec.width = Math.floor((w - left - gap * (columns - 1) - 6) / columns);
    s.facet.column.header.labelLimit = s.spec.width;
    if (phone) {
      s.facet.row.header = {title: null, labelAngle: 0, labelOrient: 'top', labelAnchor: 'start', labelPadding: 2, labelFontWeight: 400, labelLimit: s.spec.width};
      s.spacing.row = 4; s.spec.height = m.phoneHeight;
      s.spec.encoding.x.axis.values = s.spec.encoding.x.axis.values.filter((_, i, all) => !(i % Math.ceil(all.length / 3)));
    }
  }
  return s;
}
/** The lead figure takes what the first screen has left. */
function tall() {
  const plot = $('.lead .plot');
  const above = plot ? plot.getBoundingClientRect().top + scrollY : 300;
  return Math.max(250, Math.min(380, innerHeight - above - 84));
}
function limit(spec, width) {
  for (const layer of spec.layer ?? []) if (layer.encoding?.y?.axis?.labelLimit) layer.encoding.y.axis.labelLimit = width;
}

/* ---- drawing ---- */
const rowsOf = id => D.figures.find(f => f.id === id).rows;
async function draw() {
  const size = room();
  for (const f of document.querySelectorAll('figure[data-fig]')) {
    const id = f.dataset.fig, box = $('.plot', f), s = fit(id, size);
    f.view?.finalize();
    const place = async () => (await vegaEmbed(box, {...s, datasets: {[s.data.name]: rowsOf(id)}}, {
      mode: 'vega-lite', renderer: 'svg', actions: false, ast: true, expr: vega.expressionInterpreter,
      defaultStyle: false, config: look(dark(), id, size.phone), tooltip: {disableDefaultStyle: true, theme: 'paribus'}})).view;
    f.view = await place();
    // The reader's font may be wider than the one that the margins were measured in. What hangs over the edge does not
    // shrink in step with the plot, hence more than one try.
    for (let tries = 0, over; tries < 4 && s.spec?.width && (over = $('svg', box).getBoundingClientRect().width - box.clientWidth) > 0.5; ++tries) {
      s.spec.width -= Math.ceil(over / (size.phone ? 1 : SPECS[id].usermeta.columns ?? 1));
      if (s.facet?.header?.labelLimit) s.facet.header.labelLimit = s.spec.width;
      f.view.finalize();
      f.view = await place();
    }
    const svg = $('svg', box);   // one image with one description: marks announced one by one would be noise
    for (const n of svg.querySelectorAll('[role],[aria-label],[aria-roledescription]'))
      for (const a of ['role', 'aria-label', 'aria-roledescription']) n.removeAttribute(a);
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', s.description);
  }
  root.dataset.drawn = Date.now();
}
/** A figure that leaves the page: always light, full width, with its finding and its source. */
async function leaving(id) {
  const f = D.figures.find(g => g.id === id), s = fit(id, {w: 1120, phone: false});
  if (s.facet?.field) s.facet.header = {...SPECS[id].facet.header};
  if (SPECS[id].usermeta.height === 'screen') s.spec.height = 330;
  const words = f.finding.split(' '), lines = [''];
  for (const word of words) (lines.at(-1) + ' ' + word).length > 110 ? lines.push(word) : lines.push((lines.pop() + ' ' + word).trim());
  s.title = {text: lines, subtitle: ['Paribus', D.title, D.meta].filter(Boolean).join(' · ')};
  const config = {...look(false, id, false), background: '#fdfdfb', padding: 20};
  const compiled = vegaLite.compile({...s, datasets: {[s.data.name]: f.rows}, config}).spec;
  return new vega.View(vega.parse(compiled, null, {ast: true}), {renderer: 'none', expr: vega.expressionInterpreter});
}
function save(name, blob) {
  const a = el('a', {href: URL.createObjectURL(blob), download: name});
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 5000);
}
async function keep(id, kind, said) {
  const view = await leaving(id);
  if (kind === 'SVG') save(`${id}.svg`, new Blob([await view.toSVG()], {type: 'image/svg+xml'}));
  else save(`${id}.png`, await new Promise(async done => (await view.toCanvas(2)).toBlob(done)));
  said.textContent = `${kind} saved`;
}
async function copy(text, said, ok) {
  try { await navigator.clipboard.writeText(text); said.textContent = ok; }
  catch { said.textContent = 'Copy it from here: ' + text.slice(0, 200); }
}

/* ---- keys ---- */
const dash = i => ['', '', '2 4', ''][i] ?? (i >= 8 ? '7 3 1 3' : '7 4');
function key(k) {
  const wide = '0 0 22 12', stroke = {stroke: 'currentColor', 'stroke-width': 2, fill: 'none'};
  const round = more => drawing(wide, ['circle', {cx: 11, cy: 6, r: 4.6, ...more}]);
  const square = drawing('0 0 12 12', ['rect', {width: 12, height: 12, fill: 'currentColor'}]);
  const upright = drawing(wide, ['path', {d: 'M11-2V14', ...stroke}]), level = drawing(wide, ['path', {d: 'M0 6H22', ...stroke}]);
  const mark = {
    series: () => drawing(wide, ['path', {d: 'M0 6H22', ...stroke, 'stroke-dasharray': dash(k.series)}]),
    hue: () => round({fill: 'currentColor'}), dot: () => round({fill: 'currentColor'}), disc: () => round({fill: 'currentColor'}),
    ring: () => round({...stroke, r: 3.6, 'stroke-width': 1.6}), circle: () => round({...stroke, 'stroke-width': 1.8}),
    diamond: () => drawing(wide, ['path', {d: 'M11 0L17 6L11 12L5 6Z', ...stroke}]),
    points: () => drawing(wide, ...[3, 11, 19].map(cx => ['circle', {cx, cy: 6, r: 2.6, fill: 'currentColor', opacity: .75}])),
    beyond: () => drawing(wide, ['path', {d: 'M7 1L16 6L7 11Z', fill: 'currentColor'}]),
    band: () => drawing(wide, ['rect', {y: 1, width: 22, height: 10, fill: 'currentColor', opacity: .18}], ['path', {d: 'M0 6H22', ...stroke}]),
    limit: () => drawing(wide, ['path', {d: 'M11-2V14', ...stroke, 'stroke-dasharray': '4 3'}]),
    theory: () => upright, floor: () => upright, interval: () => level, curve: () => level,
  }[k.mark]?.() ?? square;
  if (mark === square) mark.classList.add('m-' + k.mark);
  const span = el('span', {className: k.mark === 'series' || k.mark === 'hue' ? 'name s' + k.series % 4 : ''}, mark, k.text);
  span.title = k.text;
  return span;
}

/* ---- filling ---- */
const numeric = /^[−\d–+<≥≤◂]/;
function table({heads, rows}, caption) {
  const right = heads.map((_, j) => rows.length && rows.some(r => r[j]) && rows.every(r => !r[j] || numeric.test(r[j])) ? 'r' : '');
  return el('table', {}, el('caption', {className: 'skip'}, caption),
    el('thead', {}, el('tr', {}, ...heads.map((h, j) => el('th', {scope: 'col', className: right[j]}, h)))),
    el('tbody', {}, ...rows.map(r => el('tr', {}, ...r.map((x, j) => el('td', {className: right[j]}, x))))));
}
function figure(f) {
  const said = el('span', {className: 'said', role: 'status'});
  const section = el('section', {className: f.lead ? 'fig lead' : 'fig', id: f.lead ? 'figure' : f.id});
  if (!f.lead) section.append(el('p', {className: 'no'}, f.number), el('h2', {dir: 'auto'}, f.finding));
  const fold = el('details', {className: 'data'}, el('summary', {}, 'The numbers behind this figure'));
  fold.addEventListener('toggle', () => {
    if (fold.open && fold.children.length < 2)
      fold.append(el('div', {className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Data table'}, table(f.table, f.finding)));
  });
  fold.open = f.open;
  const link = () => { history.replaceState(null, '', '#' + section.id); copy(location.href, said, 'Link copied'); };
  section.append(el('figure', {'data-fig': f.id},
    el('div', {className: 'plot'}),
    ...f.keys.length ? [el('p', {className: 'key', 'aria-hidden': 'true'}, ...f.keys.map(key))] : [],
    el('figcaption', {}, ...f.lead ? [el('b', {}, f.number + '. ')] : [], f.caption),
    el('div', {className: 'tools'}, ...['SVG', 'PNG'].map(k => el('button', {type: 'button', onclick: () => keep(f.id, k, said), 'aria-label': `Save ${f.number} as ${k}`}, `Save ${k}`)),
      el('button', {type: 'button', onclick: link, 'aria-label': `Copy a link to ${f.number}`}, 'Copy link'), said),
    fold));
  return section;
}
const ICON = {   // verdicts differ in form and weight, not in color
  'matters': ['path', {d: 'M6 0A6 6 0 1 0 6 12A6 6 0 1 0 6 0', fill: 'currentColor'}],
  'real': ['path', {d: 'M6 1A5 5 0 1 0 6 11A5 5 0 1 0 6 1M6 1V11A5 5 0 0 1 6 1', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6}],
  'does not matter': ['path', {d: 'M6 1A5 5 0 1 0 6 11A5 5 0 1 0 6 1', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6}],
  'cannot tell': ['path', {d: 'M1 6H11', stroke: 'currentColor', 'stroke-width': 2, 'stroke-dasharray': '2 2'}]};
const icon = word => word === 'real' ? drawing('0 0 12 12', ICON['does not matter'], ['path', {d: 'M6 1A5 5 0 0 0 6 11Z', fill: 'currentColor'}]) : drawing('0 0 12 12', ICON[word]);
function verdicts(v) {
  const body = el('tbody');
  for (const g of v.groups) {
    if (g.label) body.append(el('tr', {className: 'm'}, el('th', {colSpan: v.heads.length + 2, scope: 'rowgroup'}, g.label)));
    for (const r of g.rows)
      body.append(el('tr', {}, el('td', {className: 'change'}, r.change), el('td', {className: 'v ' + r.finding.split(' ')[0]}, icon(r.finding), r.finding),
        ...r.cells.map((c, j) => el('td', {className: v.places.includes(j) ? 'r place' : 'r', 'data-k': v.heads[j]}, c))));
  }
  return el('section', {className: 'fig', id: 'verdicts'}, el('p', {className: 'no'}, 'Table 1'), ...v.heading ? [el('h2', {dir: 'auto'}, v.heading)] : [],
    el('table', {className: 'verdicts'}, el('thead', {}, el('tr', {}, ...['change', 'verdict', ...v.heads].map((h, j) => el('th', {scope: 'col', className: j > 1 ? 'r' : ''}, h)))), body),
    ...v.note ? [el('p', {className: 'plain note'}, v.note)] : [], el('figure', {}, el('figcaption', {}, v.caption)));
}
function baselines(v) {
  const body = el('tbody');
  for (const g of v.groups) {
    if (g.label) body.append(el('tr', {className: 'm'}, el('th', {colSpan: v.heads.length, scope: 'rowgroup'}, g.label)));
    for (const r of g.rows) body.append(el('tr', {}, ...r.cells.map((c, j) => el('td', {className: j ? 'r' : r.strong ? 'change own' : 'change', 'data-k': v.heads[j]}, c))));
  }
  return el('section', {className: 'fig', id: 'baselines'}, el('p', {className: 'no'}, D.verdicts ? 'Table 2' : 'Table 1'), el('h2', {dir: 'auto'}, v.heading),
    el('table', {className: 'verdicts'}, el('thead', {}, el('tr', {}, ...v.heads.map((h, j) => el('th', {scope: 'col', className: j ? 'r' : ''}, h)))), body),
    el('figure', {}, el('figcaption', {}, v.caption)));
}
function fill() {
  document.title = D.title + ' · Paribus';
  root.style.setProperty('--columns', D.columns);
  $('#title').textContent = D.title;
  $('#meta').textContent = D.meta;
  $('#deck').append(...spoken(D.deck));
  const list = $('#answers');
  list.append(...D.answers.map(a => el('li', {}, ...spoken(a))));
  if (!D.answers.length) list.remove();
  if (D.aligned && D.answers.length > 1) list.classList.add('aligned');
  if (D.answers.length === 1) list.classList.add('alone');
  for (const f of D.figures) {
    if (f.lead) { $('#answer').append(figure(f)); root.style.setProperty('--axis', (SPECS[f.id].usermeta.layout === 'columns' ? SPECS[f.id].usermeta.left : 0) + 'px'); }
    else $('#figures').append(figure(f));
    if (D.verdicts && f.id === 'effects') $('#figures').append(verdicts(D.verdicts));
  }
  if (D.verdicts && !$('#verdicts')) $('#figures').append(verdicts(D.verdicts));
  if (D.baselines) $('#figures').append(baselines(D.baselines));
  $('#read > div').append(...D.reading.map(t => el('p', {className: 'plain'}, t)));
  $('#methods-text').textContent = D.methods;
  $('#ran > div').append(...D.study ? [el('pre', {tabIndex: 0}, D.study)] : [], el('dl', {}, ...D.ran.flatMap(([k, v]) => [el('dt', {}, k), el('dd', {}, v)])));
  for (const b of document.querySelectorAll('[data-copy]')) b.onclick = () => copy($('#' + b.dataset.copy).textContent, b, 'Copied');
}

const themes = ['auto', 'light', 'dark'];
$('#theme').onclick = e => {
  root.dataset.theme = themes[(themes.indexOf(root.dataset.theme) + 1) % 3];
  e.target.textContent = 'Theme: ' + root.dataset.theme;
  draw();
};
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
let wide = innerWidth, later;
addEventListener('resize', () => {
  if (innerWidth === wide) return;
  wide = innerWidth;
  clearTimeout(later);
  later = setTimeout(draw, 120);
});
addEventListener('beforeprint', () => { for (const d of document.querySelectorAll('.folds details')) d.open = true; });
fill();
draw().then(() => { if (location.hash.length > 1) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(); });
