// 按情形筛选：问过以后，不可能与这位办事人有关的行和步骤不显示；没答的问题什么也不隐去。
const conditionsOf = (element) => JSON.parse(element.dataset.when ?? "[]");

// 条件里的任一项成立即可；一项里的问题没有答过，就还可能成立。
const isPossible = (conditions, answers, asked) =>
  !conditions.length ||
  conditions.some((each) =>
    Object.entries(each).every(
      ([question, option]) =>
        asked.get(question) !== false && (!answers.has(question) || answers.get(question).has(option)),
    ),
  );

const answersOf = (fieldsets) => {
  const answers = new Map();
  for (const fieldset of fieldsets) {
    const ticked = [...fieldset.querySelectorAll("input:checked")];
    if (ticked.length) {
      const options = ticked.filter((input) => !("none" in input.dataset)).map((input) => input.value);
      answers.set(fieldset.dataset.question, new Set(options));
    }
  }
  return answers;
};

// 一个问题不再问，靠它的问题也不再问，所以要看到不再变为止。
const questionsAsked = (fieldsets, answers) => {
  const asked = new Map(fieldsets.map((fieldset) => [fieldset.dataset.question, true]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const fieldset of fieldsets) {
      const name = fieldset.dataset.question;
      if (asked.get(name) && !isPossible(conditionsOf(fieldset), answers, asked)) {
        asked.set(name, false);
        changed = true;
      }
    }
  }
  return asked;
};

const tell = (table, sentence) => {
  let tally = table.previousElementSibling;
  if (!tally?.classList.contains("tally")) {
    tally = document.createElement("p");
    tally.className = "tally";
    table.before(tally);
  }
  tally.textContent = sentence;
  tally.hidden = !sentence;
};

const narrow = (chapter, form) => {
  const fieldsets = [...form.querySelectorAll("fieldset")];
  const given = answersOf(fieldsets);
  const asked = questionsAsked(fieldsets, given);
  const answers = new Map([...given].filter(([name]) => asked.get(name)));
  for (const fieldset of fieldsets) fieldset.hidden = !asked.get(fieldset.dataset.question);
  for (const element of chapter.querySelectorAll("tr[data-when], li[data-when]"))
    element.classList.toggle("off", !isPossible(conditionsOf(element), answers, asked));
  const said = [];
  for (const table of chapter.querySelectorAll("table[data-counts]")) {
    if (form.parentElement.querySelector(".asked")?.contains(table)) continue;
    const rows = [...table.tBodies[0].rows];
    const left = rows.filter((row) => !row.classList.contains("off")).length;
    const counts = table.dataset.counts;
    const sentence = `按您的情形需要 ${left} ${counts === "材料" ? "份" : "项"}${counts}（共 ${rows.length} ${counts === "材料" ? "份" : "项"}）`;
    tell(table, answers.size ? sentence : "");
    if (counts === "材料") said.push(sentence);
  }
  const status = form.querySelector("[role=status]");
  status.textContent = answers.size ? `${said.length ? said.join("；") : "已按您的情形显示"}。` : "还没有选，全部显示。";
};

for (const form of document.querySelectorAll(".choices")) {
  const chapter = form.closest(".chapter");
  form.hidden = false;
  for (const table of form.parentElement.querySelectorAll(".asked")) table.classList.add("on");
  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type === "checkbox" && input.checked)
      for (const other of input.closest("fieldset").querySelectorAll("input"))
        if ("none" in other.dataset !== "none" in input.dataset) other.checked = false;
    narrow(chapter, form);
  });
  // 表单在这个事件之后才清空。
  form.addEventListener("reset", () => setTimeout(() => narrow(chapter, form)));
  form.addEventListener("submit", (event) => event.preventDefault());
  narrow(chapter, form);
}
