import { Argument, Option, type Command } from "commander";
import { inspect, type InspectOrder } from "../commands/inspect.ts";
import type { InspectRequest } from "../commands/open-centre.ts";
import { DIAGNOSTIC_ACTIONS, supportDiagnoses, type DiagnosticAction } from "../commands/diagnostic.ts";
import { MOST_REASON } from "../../../../shared/sync/device-states.ts";
import { addFleetOptions, type FleetOptions } from "../commands/fleet.ts";
import { personData, type PersonOptions } from "../commands/person-data.ts";
import { supportDevices } from "../commands/support.ts";
import type { Output } from "../output.ts";
import { toCount, type CommandSet } from "./command-set.ts";

/** What auditors, and support, do without a desk of their own: through the centre, each reading noted there first. */
export function addAuditorCommands({ command, say, given, ends, terminal, serverUrl }: CommandSet): void {
  /** Where the centre is, and in whose name it is asked. */
  const asked = async (user: string | undefined): Promise<{ readonly out: Output; readonly request: InspectRequest }> =>
    ({ out: given().out, request: { serverUrl: await serverUrl(), user, password: undefined, accessToken: terminal.env["GUICHET_ACCESS_TOKEN"] } });
  command("inspect", say("cli.inspect"))
    .addArgument(new Argument(`<${say("arg.action")}>`, say("cli.inspectWhat")).choices(["find", "file", "events", "policy"]))
    .argument(`[${say("arg.value")}]`, say("cli.inspectNamed"))
    .option(`--user <${say("arg.name")}>`, say("cli.user"))
    .option(`--person <${say("arg.id")}>`, say("cli.inspectPerson"))
    .addOption(new Option(`--limit <${say("arg.count")}>`, say("cli.limit")).argParser(toCount).default(100))
    .action(async (what: InspectOrder["what"], named: string | undefined, { user, person, limit }: { user?: string; person?: string; limit: number }) => {
      const { out, request } = await asked(user);
      ends(await inspect(out, request, { what, named, person, limit: Math.min(limit, 500) }));
    });
  command("person-data", say("cli.personData"))
    .option(`--user <${say("arg.name")}>`, say("cli.user"))
    .option(`--name <${say("arg.name")}>`, say("cli.personName"))
    .option(`--email <${say("arg.text")}>`, say("cli.personEmail"))
    .option(`--phone <${say("arg.text")}>`, say("cli.personPhone"))
    .option(`--siren <${say("arg.text")}>`, say("cli.personSiren"))
    .requiredOption(`--out <${say("arg.folder")}>`, say("cli.personOut"))
    .action(async ({ user, ...options }: PersonOptions & { readonly user?: string }) => {
      const { out, request } = await asked(user);
      ends(await personData(out, request, options));
    });
  addFleetOptions(command("support", say("cli.support")), say, toCount)
    .addArgument(new Argument(`<${say("arg.action")}>`, say("cli.supportWhat")).choices(["devices", ...DIAGNOSTIC_ACTIONS]))
    .argument(`[${say("arg.id")}]`, say("cli.devicesId"))
    .option(`--reason <${say("arg.text")}>`, say("cli.diagnoseReason"))
    .option(`--user <${say("arg.name")}>`, say("cli.user"))
    .action(async (what: "devices" | DiagnosticAction, id: string | undefined, { user, reason = "", ...options }: FleetOptions & { readonly user?: string; readonly reason?: string }, self: Command) => {
      if ((what !== "devices") !== (id !== undefined) || (what === "diagnose") !== (reason.trim().length > 2)) self.error(say("cli.supportHow"));
      const { out, request } = await asked(user);
      ends(what === "devices" || id === undefined ? await supportDevices(out, request, options) : await supportDiagnoses(out, request, what, id, reason.trim().slice(0, MOST_REASON)));
    });
}
