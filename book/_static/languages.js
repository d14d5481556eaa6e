// The switch leads to the place that is read now, and the front page remembers the choice.
(() => {
  // A page that was opened at a place is read there until the reader scrolls.
  let moved = false;
  for (const event of ["wheel", "touchmove"]) {
    addEventListener(event, () => { moved = true; }, {passive: true});
  }
  addEventListener("hashchange", () => { moved = false; });

  const here = () => {
    if (location.hash && !moved) return location.hash;
    const passed = [...document.querySelectorAll("main section section[id]")]
      .filter((section) => section.getBoundingClientRect().top < innerHeight / 3);
    return passed.length ? `#${passed.at(-1).id}` : location.hash;
  };

  for (const link of document.querySelectorAll("a[data-language]")) {
    for (const event of ["pointerdown", "keydown", "click"]) {
      link.addEventListener(event, () => { link.hash = here(); });
    }
    link.addEventListener("click", () => {
      try { localStorage.setItem("language", link.dataset.language); } catch {}
    });
  }
})();
