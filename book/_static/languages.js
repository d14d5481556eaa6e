// The switch leads to the place that is read now, and the front page remembers the choice.
(() => {
  const heightOf = (element) => element.getBoundingClientRect().top;

  const here = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named && heightOf(named) >= 0 && heightOf(named) < innerHeight) return location.hash;
    const passed = [...document.querySelectorAll("main section section[id]")];
    const last = passed.filter((section) => heightOf(section) < innerHeight / 3).at(-1);
    return last ? `#${last.id}` : "";
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
