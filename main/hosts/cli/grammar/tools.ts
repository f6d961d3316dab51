import { Option, type Command } from "commander";
import { demonstrationHome } from "../../../core/port/data-dir.ts";
import { assess } from "../commands/assess.ts";
import { check } from "../commands/check.ts";
import { token } from "../commands/token.ts";
import { readWeather, weather } from "../commands/weather.ts";
import { readLines } from "../secrets.ts";
import { toCount, type CommandSet } from "./command-set.ts";

/** What needs no desk. */
export function addToolCommands({ command, say, given, ends, terminal, serverUrl }: CommandSet): void {
  command("assess", say("cli.assess"))
    .argument(`<${say("arg.json")}>`, say("cli.jsonFile"))
    .option("--grounds", say("cli.grounds"))
    .action((file: string, { grounds }: { grounds?: true }) => { ends(assess(given().out, file, grounds === true)); });
  command("check", say("cli.check"))
    .argument(`<${say("arg.kind")}>`, say("cli.kind"))
    .argument(`<${say("arg.value")}...>`, say("cli.value"))
    .action((kind: string, value: readonly string[]) => { ends(check(given().out, kind, value.join(" "))); });
  command("token", say("cli.token"))
    .option(`--user <${say("arg.name")}>`, say("cli.user"))
    .option("--secrets-stdin", say("cli.passwordStdin"))
    .action(async ({ user, secretsStdin }: { user?: string; secretsStdin?: true }) => {
      const [password] = secretsStdin === true ? await readLines(terminal.input, 1) : [];
      ends(await token(given().out, { serverUrl: await serverUrl(), user, password }));
    });
  command("weather", say("cli.weather"))
    .argument(`[${say("arg.weather")}]`, say("cli.weatherWhat"))
    .argument(`[${say("arg.value")}]`, say("cli.weatherValue"))
    .addOption(new Option(`--after <${say("arg.seconds")}>`, say("cli.weatherAfter")).argParser(toCount))
    .action(async (what: string | undefined, value: string | undefined, { after }: { after?: number }, self: Command) => {
      const asked = readWeather(what, value, after);
      if (asked === undefined) return void self.error(say("cli.weatherUnknown", { what: [what, value].filter(Boolean).join(" "), known: say("cli.weatherWhat") }));
      ends(await weather(given(), demonstrationHome(terminal.env), asked));
    });
}
