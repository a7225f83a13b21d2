// Shows only the questions for the role that is chosen. Without this script all of them stand there,
// under headings that say for whom they are; the server drops the answers of other roles.

const roles = [...document.querySelectorAll('#sign-up input[name="role"]')];
const groups = [...document.querySelectorAll("#sign-up fieldset[data-roles]")];

function show() {
  const chosen = roles.find((role) => role.checked)?.value;
  for (const group of groups) {
    group.hidden = !group.dataset.roles.split(" ").includes(chosen);
  }
}

for (const role of roles) role.addEventListener("change", show);
if (roles.length) show();
