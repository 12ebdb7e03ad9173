// Choosing what stands out, or closing it, without losing one's place: the server's page is fetched and put in,
// and every column stays where it was scrolled to.

const main = () => document.getElementById("main");

let turn = (url) => location.assign(url);

// Goes to another view of this story.
export const go = (url) => turn(url, true);

export function turns(after) {
  turn = async (url, push) => {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) return location.assign(url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("main");
    const rail = page.querySelector(".rail");
    if (!next || !rail) return location.assign(url);
    const places = new Map([...document.querySelectorAll(".column")].map((c) => [c.id, c.scrollTop]));
    const left = main().scrollLeft;
    const open = [...document.querySelectorAll("details.pop")].findIndex((one) => one.open);
    const focused = document.activeElement?.closest?.("[id]")?.id;
    document.querySelector(".rail").replaceWith(rail);
    document.querySelector(".changed")?.remove();
    main().replaceWith(next);
    main().scrollLeft = left;
    for (const column of document.querySelectorAll(".column")) column.scrollTop = places.get(column.id) ?? 0;
    // A panel in which something was moved stays open for the next move.
    if (open >= 0 && push === "panel") document.querySelectorAll("details.pop")[open].open = true;
    document.title = page.title;
    if (push) history.pushState({ turned: true }, "", url.split("#")[0]);
    const back = focused && document.getElementById(focused);
    (back?.matches("a, [tabindex]") ? back : document.getElementById("unlit"))?.focus({ preventScroll: true });
    after();
    if (new URL(url, location.href).hash === "#here") document.getElementById("here")?.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[href^='?']");
    if (!link) return;
    event.preventDefault();
    turn(link.getAttribute("href"), link.closest(".choose") ? "panel" : true);
  });
  addEventListener("popstate", () => {
    if (!location.hash) turn(location.href, false);
  });
}
