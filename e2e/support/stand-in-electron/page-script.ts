/** Names on the page's side of the stand-in; the page itself is never told of them. */
export const INVOKE = "__standInInvoke";
export const DELIVER = "__standInDeliver";

/**
 * What runs in the page before anything of its own: the compiled preload, with an `electron` of two parts. As in Electron, what crosses
 * into the page is copied, functions become functions that copy, and of an error only the message is left.
 */
export const pageScript = (preload: string): string => `(() => {
  if (window.top !== window) return;
  const heard = new Map();
  const invoke = window.${INVOKE};
  delete window.${INVOKE};
  const ipcRenderer = {
    on: (channel, listener) => void heard.set(channel, [...(heard.get(channel) ?? []), listener]),
    invoke: (channel, ...args) => invoke(channel, args).then((outcome) => {
      if (outcome.ok) return outcome.value;
      throw new Error("Error invoking remote method '" + channel + "': Error: " + outcome.message);
    }),
  };
  Object.defineProperty(window, "${DELIVER}", { value: (channel, args) => (heard.get(channel) ?? []).forEach((listener) => listener({}, ...args)) });
  const copied = (value) => {
    if (typeof value === "function") return (...args) => {
      const answer = value(...args.map(copied));
      return answer instanceof Promise ? answer.then(copied, (error) => { throw new Error(error.message); }) : copied(answer);
    };
    if (Array.isArray(value)) return value.map(copied);
    if (typeof value === "object" && value !== null) return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part)])));
    return value;
  };
  const contextBridge = { exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: copied(api) }) };
  const require = (name) => { if (name === "electron") return { contextBridge, ipcRenderer }; throw new Error("a sandboxed preload cannot require " + name); };
  ((require, module, exports) => {${preload}\n})(require, { exports: {} }, {});
})();`;
