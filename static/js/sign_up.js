// Shows only what is asked of whom: the questions of the role that is chosen, and those that follow
// the answer that was given. Without this script all of them stand there, with words that say for
// whom they are; the server drops the answers that do not apply.

import { peopleOf } from "./companions.js";
import { ranksOf } from "./ranks.js";

const form = document.querySelector("form[data-asks]");

function given(name) {
  const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const choosing = fields.filter((field) => ["radio", "checkbox"].includes(field.type));
  const telling = choosing.length ? choosing.filter((field) => field.checked) : fields;
  return telling.map((field) => field.value.trim().toLowerCase()).filter(Boolean);
}

function applies(part) {
  const { after, answer } = part.dataset;
  const before = form.querySelector(`[name="${CSS.escape(after)}"]`);
  if (!before || before.closest("[data-roles][hidden], [data-after][hidden]")) return false;
  const answers = given(after);
  return answer ? answers.includes(answer.trim().toLowerCase()) : answers.length > 0;
}

function show() {
  const [role] = given("role");
  for (const group of form.querySelectorAll("fieldset[data-roles]")) {
    group.hidden = !group.dataset.roles.split(" ").includes(role);
  }
  const parts = [...form.querySelectorAll("[data-after]")];
  for (let round = 0; round <= parts.length; round += 1) {
    const wrong = parts.filter((part) => part.hidden === applies(part));
    if (!wrong.length) break;
    for (const part of wrong) part.hidden = !part.hidden;
  }
}

if (form) {
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  peopleOf(form, (part) => {
    ranksOf(part);
    show();
  });
  ranksOf(form);
  show();
}
