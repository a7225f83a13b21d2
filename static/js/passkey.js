// Shows what needs a passkey only where the browser knows passkeys, and says it when one fails.

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("[data-passkey]")) form.hidden = false;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault(); // the page says it; there is nothing for the console
  for (const line of document.querySelectorAll("[data-passkey-failed]")) {
    line.hidden = true;
    requestAnimationFrame(() => { line.hidden = false; });
  }
});
