export type Instruction = { readonly name: string; readonly value: string; readonly stage: number };

/** The instructions of a Dockerfile, continued lines joined; `stage` counts the FROMs from 0, -1 before the first. */
export function readDockerfile(text: string): readonly Instruction[] {
  const lines = text.replaceAll(/^\s*#.*$/gm, "").replaceAll(/\\\n/g, " ").split("\n").map((line) => line.trim()).filter((line) => line !== "");
  let stage = -1;
  return lines.map((line) => {
    const [name = "", ...rest] = line.split(/\s+/);
    if (name.toUpperCase() === "FROM") stage += 1;
    return { name: name.toUpperCase(), value: rest.join(" "), stage };
  });
}

const SECRET = /(?:password|secret|token|key)\w*\s*=/i;

/** What is wrong with a Dockerfile, by the rules of this house; nothing when it is right. */
export function lintDockerfile(text: string): readonly string[] {
  const all = readDockerfile(text);
  const named = (name: string) => all.filter((each) => each.name === name);
  const last = Math.max(...all.map(({ stage }) => stage));
  const final = all.filter(({ stage }) => stage === last);
  const inFinal = (name: string) => final.filter((each) => each.name === name);
  const defaults = new Map(named("ARG").map(({ value }) => [value.split("=")[0] ?? "", value.split("=")[1] ?? ""]));
  const bases = named("FROM").map(({ value }) => (value.split(" ")[0] ?? "").replaceAll(/\$\{(\w+)\}/g, (_text, name: string) => defaults.get(name) ?? ""));
  const stages = named("FROM").map(({ value }) => value.split(" ").at(-1) ?? "");
  const faults: (readonly [boolean, string])[] = [
    [last >= 1, "one stage: tools of the build would travel along"],
    ...bases.map((base): readonly [boolean, string] => [stages.includes(base) || /(?:@sha256:[0-9a-f]{64}|:(?!latest$)[\w.-]+)$/.test(base), `${base || "a base"} has no tag, or a moving one`]),
    [/distroless/.test(bases.at(-1) ?? ""), "the last stage has a shell or a package manager"],
    [/^[1-9]\d*(?::[1-9]\d*)?$/.test(inFinal("USER").at(-1)?.value ?? ""), "the last USER is root, or a name that Kubernetes can't judge"],
    [named("ADD").length === 0, "ADD fetches and unpacks: COPY"],
    [inFinal("RUN").length === 0, "the last stage runs something"],
    [inFinal("COPY").every(({ value }) => value.includes("--from=")), "the last stage copies from the build's folder"],
    [inFinal("COPY").every(({ value }) => value.includes("--chown=0:0")), "what runs could change itself"],
    [named("RUN").every(({ value }) => !/\bnpm (?:ci|install)\b/.test(value) || (/\bnpm ci\b/.test(value) && value.includes("--ignore-scripts"))), "packages are installed without the lock, or run scripts"],
    [named("RUN").every(({ value }) => !/\b(?:curl|wget|apt-get|apk)\b/.test(value)), "something is fetched that no lock names"],
    [[...named("ARG"), ...named("ENV")].every(({ value }) => !SECRET.test(value)), "a secret would stay in the image's history"],
    [inFinal("CMD").length === 1 && inFinal("CMD").every(({ value }) => value.startsWith("[")), "the command goes through a shell, which would keep SIGTERM"],
    [inFinal("LABEL").some(({ value }) => value.includes("fr.guichet.sbom=") && value.includes("image.revision")), "no label says what is in it and where it comes from"],
  ];
  return faults.filter(([isRight]) => !isRight).map(([, fault]) => fault);
}
