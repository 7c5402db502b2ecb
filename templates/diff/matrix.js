// 对照表：只画看得见的行和列，100 个地区 × 2,000 个事项也滚得动。
const grid = byId("matrix");
const space = grid.querySelector(".space");
const EDGE_ROWS = 4;
const EDGE_COLUMNS = 2;
const SCROLLBAR = 20;

let rowsShown = [];
let wanted = [];
let violations = [];
let sizes = null;
let drawn = new Map();
let range = "";
let current = { row: 0, column: 0 };
let openCell = () => {};

const rowWords = data.rows.map(([code, name, department], row) =>
  [code, name, data.departments[department], ...(data.also[row] ?? [])].join("\n"));
const haystacks = [];
const haystackOf = (row) => (haystacks[row] ??= folded(rowWords[row]));

function cellNode(tone, properties, ...children) {
  const made = element("div", { className: `cell ${tone}`, ...properties }, ...children);
  made.setAttribute("role", "gridcell");
  return made;
}

// 一种样子只做一次，用时复制。
const lookNodes = looks.map((look) => {
  if (!look) return cellNode("off", { title: "不归本级" }, "·");
  const [word] = data.words[look.word];
  const made = cellNode(TONES[look.decision], {}, element("b", {}, `${SIGNS[look.decision]} ${word}`));
  if (look.marks.length) made.append(element("small", {}, look.marks.join(" ")));
  made.title = [word, ...look.marks].join(" ");
  return made;
});

function filterRows() {
  const words = wordsTyped();
  const department = departmentWanted();
  wanted = looksWanted();
  const restricts = restrictsCells();
  const counts = new Array(looks.length).fill(0);
  violations = data.columns.map(() => 0);
  rowsShown = [];
  for (let row = 0; row < data.rows.length; row += 1) {
    if (department >= 0 && data.rows[row][2] !== department) continue;
    if (words.length && !words.every((word) => haystackOf(row).includes(word))) continue;
    let hit = !restricts;
    for (const column of columnsShown) {
      const look = cells[column][row];
      counts[look] += 1;
      hit ||= wanted[look];
    }
    if (hit) rowsShown.push(row);
  }
  for (const column of columnsShown) {
    for (const row of rowsShown) if (looks[cells[column][row]]?.decision === 1) violations[column] += 1;
  }
  drawKinds((look) => counts[look]);
}

function tellRows() {
  let count = 0;
  for (const column of columnsShown) for (const row of rowsShown) if (wanted[cells[column][row]]) count += 1;
  const where = `${number(rowsShown.length)} 个事项 × ${number(columnsShown.length)} 个地区`;
  const whole = rowsShown.length === data.rows.length && columnsShown.length === data.columns.length;
  const all = whole ? "" : `（共 ${number(data.rows.length)} 个事项，${number(data.columns.length)} 个地区）`;
  shown.textContent = `${where}：${number(count)} 格${restrictsCells() ? "符合条件" : ""}${all}`;
}

function measure() {
  const probe = element("div", { className: "row" }, element("div", { className: "title" }),
    element("div", { className: "best" }), element("div", { className: "cell" }));
  const head = element("div", { className: "heads" });
  space.append(head, probe);
  sizes = {
    row: probe.offsetHeight, head: head.offsetHeight, title: probe.children[0].offsetWidth,
    best: bestBox.checked ? probe.children[1].offsetWidth : 0, cell: probe.children[2].offsetWidth,
  };
  probe.remove();
  head.remove();
}

const cellsFrom = () => sizes.title + sizes.best;

function bestSaid(row) {
  const best = data.best[row];
  if (!best) return ["—", ""];
  const [, least, , fewest] = best;
  return [least.map(([value, who]) => `最短 ${value}（${who}）`).join("；") || "—", fewest ? `最少 ${fewest[0]} 项（${fewest[1]}）` : ""];
}

function drawRow(place, from, to) {
  const row = rowsShown[place];
  const [code, name, department] = data.rows[row];
  const title = element("div", { className: "title", title: `${name}\n${code}\n${data.departments[department]}` },
    element("b", {}, element("bdi", {}, name || code)), element("small", {}, element("code", {}, code), ` ${data.departments[department]}`));
  title.setAttribute("role", "rowheader");
  title.setAttribute("aria-colindex", "1");
  const made = element("div", { className: "row" }, title);
  made.setAttribute("role", "row");
  made.setAttribute("aria-rowindex", String(place + 2));
  made.style.top = `${sizes.head + place * sizes.row}px`;
  if (sizes.best) {
    const [least, fewest] = bestSaid(row);
    const best = element("div", { className: "best", title: `${least}\n${fewest}` }, element("span", {}, least), element("small", {}, fewest));
    best.style.left = `${sizes.title}px`;
    made.append(best);
  }
  const restricts = restrictsCells();
  for (let at = from; at < to; at += 1) {
    const look = cells[columnsShown[at]][row];
    const cell = lookNodes[look].cloneNode(true);
    cell.id = `cell-${place}-${at}`;
    cell.style.left = `${cellsFrom() + at * sizes.cell}px`;
    cell.dataset.row = place;
    cell.dataset.column = at;
    cell.setAttribute("aria-colindex", String(at + 2));
    if (restricts && !wanted[look]) cell.classList.add("dim");
    if (place === current.row && at === current.column) cell.classList.add("current");
    made.append(cell);
  }
  return made;
}

function drawHeads(from, to) {
  const corner = element("div", { className: "title" }, "事项");
  corner.setAttribute("role", "columnheader");
  const made = element("div", { className: "heads" }, corner);
  made.setAttribute("role", "row");
  made.setAttribute("aria-rowindex", "1");
  if (sizes.best) {
    const best = element("div", { className: "best" }, "对标");
    best.style.left = `${sizes.title}px`;
    made.append(best);
  }
  for (let at = from; at < to; at += 1) {
    const column = columnsShown[at];
    const count = violations[column] ? `${SIGNS[1]} ${number(violations[column])}` : "";
    const head = element("div", { className: "head", title: `${data.names[column]} 违规 ${violations[column]} 格` },
      element("b", {}, element("bdi", {}, data.names[column])), element("small", {}, count));
    head.setAttribute("role", "columnheader");
    head.setAttribute("aria-colindex", String(at + 2));
    head.style.left = `${cellsFrom() + at * sizes.cell}px`;
    made.append(head);
  }
  return made;
}

// 看得见哪些，就只留哪些；列变了重画，只是上下滚动则添去几行。
function drawGrid(afresh) {
  if (grid.hidden || !sizes) return;
  const first = Math.max(0, Math.floor((grid.scrollTop - sizes.head) / sizes.row) - EDGE_ROWS);
  const last = Math.min(rowsShown.length, Math.ceil((grid.scrollTop + grid.clientHeight) / sizes.row) + EDGE_ROWS);
  const from = Math.max(0, Math.floor(grid.scrollLeft / sizes.cell) - EDGE_COLUMNS);
  const to = Math.min(columnsShown.length, Math.ceil((grid.scrollLeft + grid.clientWidth - cellsFrom()) / sizes.cell) + EDGE_COLUMNS);
  if (afresh || range !== `${from}-${to}`) {
    drawn.clear();
    space.replaceChildren(drawHeads(from, to));
    range = `${from}-${to}`;
  }
  for (const [place, node] of drawn) {
    if (place < first || place >= last) {
      node.remove();
      drawn.delete(place);
    }
  }
  for (let place = first; place < last; place += 1) {
    if (!drawn.has(place)) {
      const node = drawRow(place, from, to);
      drawn.set(place, node);
      space.append(node);
    }
  }
  const id = `cell-${current.row}-${current.column}`;
  if (byId(id)) grid.setAttribute("aria-activedescendant", id);
  else grid.removeAttribute("aria-activedescendant");
}

function showMatrix() {
  filterRows();
  tellRows();
  measure();
  space.style.width = `${cellsFrom() + columnsShown.length * sizes.cell}px`;
  const height = sizes.head + rowsShown.length * sizes.row;
  space.style.height = `${height}px`;
  grid.style.height = `min(${height + SCROLLBAR}px, var(--most-height))`;
  grid.setAttribute("aria-rowcount", String(rowsShown.length + 1));
  grid.setAttribute("aria-colcount", String(columnsShown.length + 1));
  current = {
    row: Math.min(current.row, Math.max(rowsShown.length - 1, 0)),
    column: Math.min(current.column, Math.max(columnsShown.length - 1, 0)),
  };
  drawGrid(true);
}

function moveTo(row, column) {
  for (const node of space.querySelectorAll(".current")) node.classList.remove("current");
  current = {
    row: Math.min(Math.max(row, 0), rowsShown.length - 1),
    column: Math.min(Math.max(column, 0), columnsShown.length - 1),
  };
  const top = current.row * sizes.row;
  const height = grid.clientHeight - sizes.head - sizes.row;
  if (grid.scrollTop > top) grid.scrollTop = top;
  else if (grid.scrollTop < top - height) grid.scrollTop = top - height;
  const left = current.column * sizes.cell;
  const room = grid.clientWidth - sizes.title - sizes.cell;
  if (grid.scrollLeft > left + sizes.best) grid.scrollLeft = left + sizes.best;
  else if (grid.scrollLeft < left + sizes.best - room) grid.scrollLeft = left + sizes.best - room;
  drawGrid(false);
  byId(`cell-${current.row}-${current.column}`)?.classList.add("current");
}

const matrixPlace = () => ({ row: rowsShown[current.row], column: columnsShown[current.column] });

grid.addEventListener("keydown", (event) => {
  const page = Math.max(1, Math.floor(grid.clientHeight / sizes.row) - 2);
  const { row, column } = current;
  const moves = {
    ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
    PageDown: [row + page, column], PageUp: [row - page, column],
    Home: [event.ctrlKey ? 0 : row, 0], End: [event.ctrlKey ? rowsShown.length : row, columnsShown.length],
  };
  if (event.altKey || event.metaKey || !rowsShown.length || !columnsShown.length) return;
  if (moves[event.key]) moveTo(...moves[event.key]);
  else if (event.key === "Enter" || event.key === " ") openCell();
  else return;
  event.preventDefault();
});
grid.addEventListener("click", (event) => {
  const cell = event.target.closest("[data-row]");
  if (!cell) return;
  moveTo(Number(cell.dataset.row), Number(cell.dataset.column));
  openCell();
});
let frame = 0;
grid.addEventListener("scroll", () => {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    drawGrid(false);
  });
});
window.addEventListener("resize", () => {
  if (grid.hidden) return;
  measure();
  drawGrid(true);
});
