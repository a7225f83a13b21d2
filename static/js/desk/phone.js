// What the phone itself does for the desk: the service worker, room on the disk, the home screen.

export const able = () => "serviceWorker" in navigator && "indexedDB" in window
  && "BroadcastChannel" in window && Boolean(crypto.randomUUID);

const AGAIN = 5_000; // milliseconds until a release that did not arrive whole is fetched again

// Brings in the service worker; when a file of it is lost under way, until all are there.
export async function prepare(worker, scope) {
  navigator.storage?.persist?.().catch(() => {});
  const retry = () => setTimeout(prepare, AGAIN, worker, scope);
  try {
    const registration = await navigator.serviceWorker.register(worker, { scope });
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "redundant" && !registration.active) retry();
    });
  } catch {
    if (!(await navigator.serviceWorker.getRegistration(scope))) retry();
  }
}

// Takes away the app itself and everything that it kept; the store erases what it held.
export async function forget(scope) {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  await registration?.unregister();
  const names = (await caches.keys()).filter((name) => name.startsWith("desk "));
  await Promise.all(names.map((name) => caches.delete(name)));
}

export function offerInstalling(button) {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    button.hidden = false;
    button.onclick = () => { button.hidden = true; event.prompt(); };
  });
}
