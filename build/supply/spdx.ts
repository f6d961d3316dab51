/** Whether an SPDX expression can be met with licences that `accepts`: one side of an OR, both of an AND. Undefined when it is no such expression. */
export function canMeet(expression: string, accepts: (id: string) => boolean): boolean | undefined {
  const words = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const isNext = (word: string): boolean => words[at]?.toUpperCase() === word;

  const any = (): boolean | undefined => chain("OR", all);
  const all = (): boolean | undefined => chain("AND", one);
  function chain(word: "OR" | "AND", side: () => boolean | undefined): boolean | undefined {
    let met = side();
    while (isNext(word)) {
      at += 1;
      const next = side();
      if (met === undefined || next === undefined) return undefined;
      met = word === "OR" ? met || next : met && next;
    }
    return met;
  }
  function one(): boolean | undefined {
    const word = words[at];
    at += 1;
    if (word === "(") {
      const inside = any();
      if (words[at] !== ")") return undefined;
      at += 1;
      return inside;
    }
    if (word === undefined || !/^[A-Za-z0-9.+-]+$/.test(word) || ["OR", "AND", "WITH"].includes(word.toUpperCase())) return undefined;
    if (!isNext("WITH")) return accepts(word);
    const exception = words[at + 1];
    at += 2;
    return exception === undefined ? undefined : accepts(`${word} WITH ${exception}`);
  }

  const met = any();
  return at === words.length ? met : undefined;
}
