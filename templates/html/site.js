// 首页的搜索和筛选；各页的快速搜索和快捷键。地址里 # 后面记着搜了什么，可以收藏、转发。
const byId = (id) => document.getElementById(id);
const STEP = 50;

const element = (tag, text, attributes = {}) => {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

const asItem = (record) => {
  const item = document.createElement("li");
  item.append(element("a", record.title, { href: record.file }));
  const notes = [record.kicker, record.others.length ? `俗称：${record.others.join("、")}` : "", record.facets.get("部门")?.join("、"), record.shownCode];
  item.append(element("p", notes.filter(Boolean).join(" · ")));
  return item;
};

const startSearch = (form) => {
  const [facets, chapters] = HANDBOOK;
  const records = chapters.map((chapter, order) => asRecord(chapter, order, facets));
  const input = byId("words");
  const selects = [...form.querySelectorAll("select")];
  let found = [];
  let shown = 0;

  const state = () => {
    const given = new URLSearchParams();
    if (input.value.trim()) given.set("q", input.value.trim());
    for (const select of selects) if (select.value) given.set(select.dataset.facet, select.value);
    return given;
  };
  const showMore = () => {
    byId("found").append(...found.slice(shown, shown + STEP).map(asItem));
    shown = Math.min(shown + STEP, found.length);
    byId("more").hidden = shown === found.length;
  };
  const show = () => {
    const given = state();
    const isAsked = [...given].length > 0;
    const filters = [...given].filter(([name]) => name !== "q");
    found = isAsked ? findIn(records, given.get("q") ?? "", filters) : [];
    shown = 0;
    byId("found").replaceChildren();
    showMore();
    byId("browse").hidden = isAsked;
    byId("told").textContent = isAsked ? (found.length ? `找到 ${found.length} 项。` : "没有找到。请换一个词，或去掉筛选条件。") : "";
    return given;
  };
  const update = () => {
    const text = show().toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname);
  };
  const read = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    input.value = given.get("q") ?? "";
    let narrowed = false;
    for (const select of selects) {
      select.value = given.get(select.dataset.facet) ?? "";
      if (select.selectedIndex < 0) select.selectedIndex = 0;
      narrowed ||= select.value !== "";
    }
    if (narrowed) byId("narrow").open = true;
    show();
  };

  form.hidden = false;
  input.addEventListener("input", (event) => event.isComposing || update());
  input.addEventListener("compositionend", update);
  for (const select of selects) select.addEventListener("change", update);
  form.addEventListener("reset", () => setTimeout(update));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    byId("found").querySelector("a")?.click();
  });
  byId("more").addEventListener("click", () => {
    const first = shown;
    showMore();
    byId("found").children[first]?.querySelector("a").focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const links = [input, ...byId("found").querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (at < 0) return;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (next !== undefined && links[next]) {
      links[next].focus();
      event.preventDefault();
    } else if (event.key === "Escape" && at > 0) input.focus();
    else if (event.key === "Escape") {
      input.value = "";
      update();
    }
  });
  window.addEventListener("hashchange", read);
  read();
};

const find = byId("find");
if (find) startSearch(find);

const quick = document.querySelector(".quick");
if (quick) {
  quick.hidden = false;
  quick.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = byId("quick").value.trim();
    location.href = words ? `index.html#${new URLSearchParams({ q: words })}` : "index.html";
  });
}

// 窄屏上栏目一览先收起来，正文才看得见。
if (matchMedia("(max-width: 45rem)").matches)
  for (const contents of document.querySelectorAll(".toc > details")) contents.open = false;

document.addEventListener("keydown", (event) => {
  const input = byId("words") ?? byId("quick");
  if (event.key !== "/" || !input || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  input.focus();
  input.select();
});
