import type { Hello } from "../../shared/sync/protocol.ts";
import { helloSchema } from "../../shared/sync/protocol.ts";
import { formats } from "../../shared/i18n/format.ts";
import type { TerminalText, TerminalWords } from "../../shared/i18n/terminal.ts";

export async function readHello(address: string): Promise<Hello> {
  return helloSchema.parse(await (await fetch(`${address}/v1/hello`, { signal: AbortSignal.timeout(30_000) })).json());
}

const roles = {
  advisor: "role.advisor", manager: "role.manager", supervisor: "role.supervisor", administrator: "role.administrator", auditor: "role.auditor", support: "role.support", operator: "role.operator",
} as const satisfies Record<string, TerminalText>;
const isRole = (role: string): role is keyof typeof roles => Object.hasOwn(roles, role);

/** The demonstration's accounts, one a line, in columns. */
export function accountLines({ demonstration, businessDate }: Hello, words: TerminalWords, password: string): readonly string[] {
  const accounts = demonstration?.accounts ?? [];
  const width = Math.max(0, ...accounts.map(({ login }) => login.length)) + 2;
  const rows = accounts.map(({ login, role, bank, branch }) => `  ${login.padEnd(width)}${(isRole(role) ? words.say(roles[role]) : role).padEnd(22)}${[bank, branch].filter(Boolean).join(", ")}`.trimEnd());
  return [words.say("start.accounts", { password, date: formats[words.language].date(businessDate) }), ...rows];
}

/** Things to try next, each a command that works as it is printed. */
export const nextLines = (words: TerminalWords): readonly string[] => [
  words.say("start.next"),
  `  npm run guichet -- status        ${words.say("start.nextStatus")}`,
  `  npm run guichet -- check siren 732829320   ${words.say("start.nextCheck")}`,
  `  npm run guichet -- weather cut   ${words.say("start.nextWeather")}`,
  `  npm run demo                     ${words.say("start.nextDemo")}`,
];
