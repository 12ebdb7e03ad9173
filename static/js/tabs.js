// On a phone: says which report is in view, and goes to another without moving the page.

export function tabs() {
  const main = document.getElementById("main");
  const links = [...document.querySelectorAll(".tabs a")];
  if (!links.length) return;
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        for (const link of links) {
          const here = link.hash === `#${entry.target.id}`;
          if (here) {
            link.setAttribute("aria-current", "true");
            const bar = link.closest("ul");
            const [own, all] = [link.getBoundingClientRect(), bar.getBoundingClientRect()];
            if (own.left < all.left || own.right > all.right) bar.scrollLeft += own.left - all.left - 40;
          } else link.removeAttribute("aria-current");
        }
      }
    },
    { root: main, threshold: 0.6 },
  );
  for (const column of main.querySelectorAll(".column")) watch.observe(column);
}
