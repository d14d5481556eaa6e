// What tests ask of a notebook that is open in JupyterLab, which shows itself as `jupyterapp`.
window.opened = (() => {
  const panel = id => [...jupyterapp.shell.widgets("main")].find(one => one.id === id);
  const cells = (id, kind) => panel(id).content.widgets.filter(cell => cell.model.type === kind);
  const source = cell => cell.model.sharedModel.getSource();
  const rendered = cell => {
    cell.node.style.contentVisibility = "visible";  // out of sight, a cell has no text otherwise
    return cell.node.querySelector(".myst, .jp-MarkdownOutput")?.innerText ?? "";
  };
  const prompt = cell => cell.node.querySelector(".jp-InputPrompt").textContent;
  const byId = (found, tell) => Object.fromEntries(found.map(cell => [cell.model.id, tell(cell)]));

  // By the id of each cell: its text as it is rendered, its outputs, its place among all cells.
  const texts = id => byId(cells(id, "markdown"), rendered);
  const outputs = id => byId(cells(id, "code"), cell => cell.model.outputs.toJSON());
  const places = id => byId(panel(id).content.widgets, cell => cell.node.dataset.windowedListIndex);
  // What the kernel said of expressions that have no value.
  const refused = id => cells(id, "markdown")
    .flatMap(cell => cell.model.getMetadata("user_expressions") ?? [])
    .filter(({result}) => result.status !== "ok")
    .map(({expression, result}) => `${expression}: ${result.evalue}`);
  const isRendered = id => Object.values(texts(id)).every(text => text.trim());
  const isTrusted = id => panel(id).content.widgets.every(cell => cell.model.trusted);

  const open = async path => {
    const opened = await jupyterapp.commands.execute("docmanager:open", {path});
    await opened.context.ready;
    await opened.revealed;
    return opened.id;
  };
  const close = async id => {
    panel(id).context.model.dirty = false;  // or JupyterLab asks whether to save
    await panel(id).sessionContext.shutdown();
    panel(id).close();
  };

  // A kernel answers one request for each cell of code, and one for the expressions of a text.
  const kernel = id => panel(id).sessionContext.session?.kernel;
  const isReady = id => kernel(id)?.status === "idle";
  const answered = new Set(), watched = new Set();
  let asked = {code: [], expressions: []};
  const count = (_, {direction, msg}) => {
    if (direction === "send" && msg.header.msg_type === "execute_request") {
      const expressed = Object.keys(msg.content.user_expressions ?? {}).length > 0;
      asked[expressed ? "expressions" : "code"].push(msg.header.msg_id);
    } else if (msg.header.msg_type === "execute_reply") {
      answered.add(msg.parent_header.msg_id);
    }
  };
  const watch = id => {
    asked = {code: [], expressions: []};
    if (!watched.has(kernel(id))) kernel(id).anyMessage.connect(count);
    watched.add(kernel(id));
    jupyterapp.shell.activateById(id);
  };
  const hasFailed = id => Object.values(outputs(id)).flat().some(
    output => output.output_type === "error");
  const isDone = id => {
    const expressing = cells(id, "markdown").filter(cell => source(cell).includes("{eval}`"));
    const isAsked = asked.code.length >= cells(id, "code").length
      && asked.expressions.length >= expressing.length;
    const isAnswered = Object.values(asked).flat().every(one => answered.has(one));
    const isWaiting = cells(id, "code").some(cell => prompt(cell).includes("*"));
    return isAnswered && !isWaiting && (isAsked || hasFailed(id));
  };
  // An answer is on the page a while after it has come; until then the expression itself is.
  const isShown = id => hasFailed(id)
    || !Object.values(texts(id)).some(text => /\brun(\.\w+)?\["/.test(text));

  const painted = () => new Promise(
    done => requestAnimationFrame(() => requestAnimationFrame(done)));
  // Of a window in which the whole notebook is in sight.
  const height = id => {
    const {node} = panel(id).content;
    const longest = Math.max(...[node, ...node.querySelectorAll("*")].map(one => one.scrollHeight));
    return window.innerHeight - node.clientHeight + longest;
  };
  const toTop = id => panel(id).content.node.querySelectorAll("*").forEach(
    one => { one.scrollTop = 0; });
  return {toTop, refused, texts, outputs, places, isRendered, isTrusted, open, close, isReady, watch,
    isDone, isShown, painted, height};
})();
