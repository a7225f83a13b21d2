// Adds and removes companions without leaving the page. The buttons send the same form as without
// this script, and what comes back says who stands on it now; when that fails, the form is sent
// after all. Files stay behind: they are where they were chosen.

function sent(form, button) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  data.append(button.name, button.value);
  return fetch(form.action || location.href, { method: "POST", body: data, credentials: "same-origin" });
}

const companions = (section) => [...section.querySelectorAll(":scope > details")];

function follow(section, fresh) {
  const known = new Set(companions(fresh).map((one) => one.id));
  for (const one of companions(section)) if (!known.has(one.id)) one.remove();
  const more = section.querySelector(".more-people");
  let added = null;
  for (const one of companions(fresh)) {
    const here = section.querySelector(`#${CSS.escape(one.id)}`);
    if (here) {
      here.querySelector("summary").replaceChildren(...one.querySelector("summary").childNodes);
    } else {
      added = document.importNode(one, true);
      more.before(added);
    }
  }
  more.replaceWith(document.importNode(fresh.querySelector(".more-people"), true));
  return added;
}

export function peopleOf(form, whenAdded) {
  const section = form.querySelector(".companions");
  if (!section) return;

  async function change(button) {
    const answer = await sent(form, button);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(".companions");
    if (!answer.ok || !fresh) throw new Error("no form came back");
    form.elements.stamp.value = page.querySelector('[name="stamp"]').value;
    const added = follow(section, fresh);
    if (added) whenAdded(added);
    (added?.querySelector("input:not([type=hidden])") ?? section.querySelector(".more-people button") ?? section.querySelector("summary"))?.focus();
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="add"], button[name="remove"]');
    if (!button || form.dataset.busy) return;
    event.preventDefault();
    form.dataset.busy = "yes";
    change(button)
      .catch(() => form.requestSubmit(button))
      .finally(() => delete form.dataset.busy);
  });
}
