/** What has to run: each step names the steps that it waits for. */
export type Steps = ReadonlyMap<string, { readonly seconds: number; readonly needs: readonly string[] }>;
export type Path = { readonly steps: readonly string[]; readonly seconds: number };

/** The chain of steps that nothing can shorten but its own steps: how long everything takes when whatever can runs side by side. */
export function criticalPath(steps: Steps): Path {
  const known = new Map<string, Path>();
  const pathTo = (name: string, asking: readonly string[]): Path => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const step = steps.get(name);
    if (step === undefined) throw new Error(`${asking.at(-1) ?? "the pipeline"} needs ${name}, which is not there`);
    if (asking.includes(name)) throw new Error(`${[...asking, name].join(" needs ")}: without end`);
    const before = longest(step.needs.map((each) => pathTo(each, [...asking, name])));
    const path = { steps: [...before.steps, name], seconds: before.seconds + step.seconds };
    known.set(name, path);
    return path;
  };
  return longest([...steps.keys()].map((name) => pathTo(name, [])));
}

const longest = (paths: readonly Path[]): Path => paths.reduce((most, path) => (path.seconds > most.seconds ? path : most), { steps: [], seconds: 0 });
