/** By the end of its name a value is known for a secret, or for what is made of one. */
const SECRET = /(?:secret|token|password|passphrase|hmac|digest|credential|apikey)$|(?:^|[a-z])Mac$|^mac$/i;
const COMPARISON = /(?<before>\S+)\s+[!=]==?\s+(?<after>\(*(?:await\s+)?\S+)/g;
const CONSTANT = /^(?:undefined|null|true|false|-?\d.*|["'`].*|[A-Z][A-Z0-9_]*)$/;

/** Lines that compare a secret with another value, not a constant, by an operator that stops at the first letter that differs. */
export const comparedSecrets = (file: string, source: string): readonly string[] =>
  source.split("\n").flatMap((line, i) => (isFault(line) ? [`${file}:${i + 1} ${line.trim()}`] : []));

function isFault(line: string): boolean {
  const code = line.replace(/\/\/.*$|^\s*\/?\*.*$/, "").replaceAll(/\s*\?\?\s*(?:""|'')/g, "");
  return [...code.matchAll(COMPARISON)].some(({ groups }) => {
    const [one, other] = [trim(groups?.["before"] ?? ""), trim(groups?.["after"] ?? "")];
    return (SECRET.test(nameOf(one)) && !CONSTANT.test(other)) || (SECRET.test(nameOf(other)) && !CONSTANT.test(one));
  });
}

/** Without what opens before it and closes after it. */
const trim = (operand: string): string => operand.replace(/^(?:\(|!|await\s+)+/, "").replace(/[;,:)]+$/, "");

/** `a.b.secret`, `form.get("password`, `headers["x-token"]`, `read()?.secret`. A text alone names nothing. */
const nameOf = (operand: string): string => (/^["'`]/.test(operand) ? "" : /([\w$]+)["'\]]*$/.exec(operand)?.[1] ?? "");
