/** One thing said to a Java object: a method with its arguments, or a member that was only read (`args` undefined). */
export type Call = { readonly method: string; readonly args: readonly Said[] | undefined };
/** A Java object as all that was said, from its class on. */
export type Thing = { readonly type: string; readonly calls: readonly Call[] };
export type Spoken = (...args: readonly unknown[]) => unknown;
export type Said = Thing | Spoken | readonly Said[] | string | number | boolean | null | undefined;

export type RecordingOptions = { readonly parameters: Readonly<Record<string, string>>; readonly readResource: (path: string) => string };
export type RecordingJava = {
  /** What Gatling's packages know as the global `Java`. */
  readonly java: { readonly type: (name: string) => unknown };
  /** What Gatling hands to a simulation. */
  readonly setUp: (populations: unknown) => unknown;
  /** The set-up with everything said since. @throws Error, where nobody set up anything. */
  readonly saidOfSetUp: () => Thing;
};

/**
 * Stands where Gatling's engine stands, below its own JavaScript packages: these run as they are, and every word that they say to a Java
 * class is kept as data. Only the few classes that hold values (store, parameters, resources) answer.
 */
export function recordJava({ parameters, readResource }: RecordingOptions): RecordingJava {
  const things = new WeakMap<WeakKey, Thing>();
  let setUp: Thing | undefined;

  const saidOf = (value: unknown): Said => {
    if (Array.isArray(value)) return value.map(saidOf);
    if (isSpoken(value)) return things.get(value) ?? value;
    if (value === null || value === undefined || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
    throw new TypeError(`no Java object: ${typeof value}`);
  };

  /** `member` is what was read of the thing last: a method, if it is called now. */
  const stand = (thing: Thing, member?: string): object => {
    const read = member === undefined ? thing : { ...thing, calls: [...thing.calls, { method: member, args: undefined }] };
    const proxy = new Proxy(() => undefined, {
      get: (_target, name) => (typeof name === "string" ? stand(read, name) : undefined),
      apply: (_target, _self, args) => {
        if (member === undefined) throw new TypeError(`${thing.type} is no method`);
        return stand({ ...thing, calls: [...thing.calls, { method: member, args: args.map(saidOf) }] });
      },
      construct: () => { throw new TypeError(`nothing stands in for a new ${thing.type}`); },
    });
    things.set(proxy, read);
    if (thing.type === SET_UP) setUp = thing;
    return proxy;
  };

  const standIns: Readonly<Record<string, unknown>> = {
    "java.util.concurrent.ConcurrentHashMap": JavaMap,
    "java.util.HashMap": JavaMap,
    "java.lang.System": { getProperty: (name: string) => parameters[name] ?? null, getenv: () => null },
    "io.gatling.js.Resources": { readResourceAsString: readResource },
  };
  return {
    java: { type: (name) => standIns[name] ?? stand({ type: name.slice(name.lastIndexOf(".") + 1), calls: [] }) },
    setUp: (populations) => stand({ type: SET_UP, calls: [{ method: "setUp", args: [saidOf(populations)] }] }),
    saidOfSetUp: () => {
      if (setUp === undefined) throw new Error("the simulation set up nothing");
      return setUp;
    },
  };
}

const SET_UP = "Simulation$SetUp";

/** Java's answers where JavaScript would say undefined. */
class JavaMap {
  readonly #entries = new Map<unknown, unknown>();
  get(key: unknown): unknown { return this.#entries.get(key) ?? null; }
  getOrDefault(key: unknown, otherwise: unknown): unknown { return this.#entries.get(key) ?? otherwise; }
  put(key: unknown, value: unknown): unknown {
    const before = this.get(key);
    this.#entries.set(key, value);
    return before;
  }
}

export const isSpoken = (value: unknown): value is Spoken => typeof value === "function";
export const isThing = (value: Said): value is Thing => typeof value === "object" && value !== null && "calls" in value;

/** Arguments of every call of a method, in order. */
export const callsOf = ({ calls }: Thing, method: string): readonly (readonly Said[])[] => calls.flatMap((call) => (call.method === method && call.args !== undefined ? [call.args] : []));

/** Everything that was said, as one would write it; functions by their names only. */
export function textOf(said: Said): string {
  if (isThing(said)) return said.calls.map(({ method, args }) => (args === undefined ? method : `${method}(${args.map(textOf).join(", ")})`)).join(".");
  if (isSpoken(said)) return "=>";
  if (typeof said === "object" && said !== null) return `[${said.map(textOf).join(", ")}]`;
  return JSON.stringify(said) ?? "undefined";
}
