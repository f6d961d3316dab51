import { Option, type Command } from "commander";
import { BANK_ROLES } from "../../../../shared/access/roles.ts";
import { isUuid } from "../../../../shared/kernel/ids.ts";
import { UNLOCK_WAYS } from "../../../../shared/policy/bank-policy.ts";
import { HOLD_REASONS, type HoldReason } from "../../../../shared/retention/hold-reasons.ts";
import { ERASE_MODES, type EraseMode } from "../../../../shared/sync/device-messages.ts";
import { MOST_REASON } from "../../../../shared/sync/device-states.ts";
import { actOnDevice, DEVICE_ACTIONS, listDevices } from "../commands/devices.ts";
import { DIAGNOSTIC_ACTIONS, diagnoseDevice } from "../commands/diagnostic.ts";
import { addFleetOptions, type FleetOptions } from "../commands/fleet.ts";
import { holdFile } from "../commands/hold.ts";
import { addBranch, confirmPerson, decidePerson, exportPeople, showPeople, withdrawPerson, type PeopleOptions } from "../commands/people.ts";
import { confirmPolicy, proposePolicy, showPolicy, withdrawPolicy, type PolicyOptions } from "../commands/policy.ts";
import { decideQuarantine, listQuarantine, showQuarantine } from "../commands/quarantine.ts";
import { proposeReleases, showReleases, type ReleaseOptions } from "../commands/releases.ts";
import { toCount, type CommandSet } from "./command-set.ts";

/** What managers and administrators of a bank decide. */
export function addAdministrationCommands({ command, say, given, ends }: CommandSet): void {
  command("quarantine", say("cli.quarantine"))
    .argument(`[${say("arg.action")}]`, say("cli.quarantineAction"))
    .argument(`[${say("arg.id")}]`, say("cli.quarantineReplica"))
    .option(`--confirm <${say("arg.count")}>`, say("cli.quarantineConfirm"), toCount)
    .action(async (action: string | undefined, replica: string | undefined, { confirm }: { confirm?: number }, self: Command) => {
      if (action === undefined || (action === "list" && replica === undefined)) ends(await listQuarantine(given()));
      else if (!isUuid(replica)) self.error(say("cli.quarantineWhat"));
      else if (action === "show") ends(await showQuarantine(given(), replica));
      else if (action === "accept" || action === "reject") ends(await decideQuarantine(given(), action, replica, confirm));
      else self.error(say("cli.quarantineWhat"));
    });
  addFleetOptions(command("devices", say("cli.devices")), say, toCount)
    .argument(`[${say("arg.action")}]`, say("cli.devicesAction"))
    .argument(`[${say("arg.id")}]`, say("cli.devicesId"))
    .addOption(new Option("--erase <carried|now>", say("cli.devicesErase")).choices([...ERASE_MODES]))
    .option(`--reason <${say("arg.text")}>`, say("cli.diagnoseReason"))
    .action(async (action: string | undefined, device: string | undefined, { erase, reason = "", ...options }: FleetOptions & { erase?: EraseMode; reason?: string }, self: Command) => {
      const what = DEVICE_ACTIONS.find((one) => one === action);
      const diagnoses = DIAGNOSTIC_ACTIONS.find((one) => one === action);
      if (erase !== undefined && what !== "revoke") self.error(say("cli.devicesWhat"));
      else if (device === undefined && (action === undefined || action === "list" || action === "mine")) ends(await listDevices(given(), action === "mine" ? "mine" : "others", options));
      else if (diagnoses !== undefined && device !== undefined && (diagnoses === "diagnose") === (reason.trim().length > 2)) ends(await diagnoseDevice(given(), diagnoses, device, reason.trim().slice(0, MOST_REASON)));
      else if (what === undefined || device === undefined || Object.keys(options).length > 0) self.error(say("cli.devicesWhat"));
      else ends(await actOnDevice(given(), what, device, erase));
    });
  command("hold", say("cli.hold"))
    .argument(`<${say("arg.file")}>`, say("cli.holdFile"))
    .addOption(new Option(`--reason <${HOLD_REASONS.join("|")}>`, say("cli.holdReason")).choices([...HOLD_REASONS]))
    .addOption(new Option(`--lift <${HOLD_REASONS.join("|")}>`, say("cli.holdLift")).choices([...HOLD_REASONS]))
    .addOption(new Option(`--withdraw <${HOLD_REASONS.join("|")}>`, say("cli.holdWithdraw")).choices([...HOLD_REASONS]))
    .action(async (file: string, options: { readonly reason?: HoldReason; readonly lift?: HoldReason; readonly withdraw?: HoldReason }, self: Command) => {
      const asked = ([["set", options.reason], ["lift", options.lift], ["withdraw", options.withdraw]] as const).flatMap(([does, reason]) => (reason === undefined ? [] : [{ does, reason }]));
      if (asked.length > 1) self.error(say("cli.holdWhat"));
      ends(await holdFile(given(), file, asked[0] ?? { does: "list" }));
    });
  command("policy", say("cli.policy"))
    .argument(`[${say("arg.action")}]`, say("cli.policyAction"))
    .argument(`[${say("arg.id")}]`, say("cli.policyCode"))
    .addOption(new Option("--approve <yes|no>", say("cli.policyApprove")).choices(["yes", "no"]))
    .addOption(new Option("--unlock <way>", say("cli.policyUnlock")).choices([...UNLOCK_WAYS]))
    .option(`--grace <${say("arg.count")}>`, say("cli.policyGrace"))
    .option(`--never-loan <${say("arg.count")}>`, say("cli.policyNeverLoan"))
    .option(`--after-loan <${say("arg.count")}>`, say("cli.policyAfterLoan"))
    .option(`--declaration <${say("arg.json")}>`, say("cli.policyDeclaration"))
    .action(async (action: string | undefined, proposal: string | undefined, options: PolicyOptions, self: Command) => {
      const gives = Object.keys(options).length > 0;
      if ((action === undefined || action === "show") && proposal === undefined && !gives) ends(await showPolicy(given()));
      else if (action === "propose" && proposal === undefined && gives) ends(await proposePolicy(given(), options));
      else if (action === "confirm" && proposal !== undefined && !gives) ends(await confirmPolicy(given(), proposal));
      else if (action === "withdraw" && proposal === undefined && !gives) ends(await withdrawPolicy(given()));
      else self.error(say("cli.policyWhat"));
    });
  command("people", say("cli.people"))
    .argument(`[${say("arg.action")}]`, say("cli.peopleAction"))
    .argument(`[${say("arg.id")}]`, say("cli.peopleWho"))
    .addOption(new Option("--role <role>", say("cli.peopleRole")).choices([...BANK_ROLES]))
    .option(`--branches <${say("arg.name")}>`, say("cli.peopleBranches"))
    .option("--gone", say("cli.peopleGone"))
    .option("--back", say("cli.peopleBack"))
    .option(`--region <${say("arg.name")}>`, say("cli.peopleRegion"))
    .action(async (action: string | undefined, named: string | undefined, { region, ...options }: PeopleOptions & { readonly region?: string }, self: Command) => {
      const gives = Object.keys(options).length > 0;
      if ((action === undefined || action === "show") && !gives && region === undefined) ends(await showPeople(given(), named ?? ""));
      else if (action === "decide" && named !== undefined && gives && region === undefined) ends(await decidePerson(given(), named, options));
      else if (action === "branch" && named !== undefined && !gives) ends(await addBranch(given(), named, region));
      else if (named === undefined || gives || region !== undefined) self.error(say("cli.peopleWhat"));
      else if (action === "confirm") ends(await confirmPerson(given(), named));
      else if (action === "withdraw") ends(await withdrawPerson(given(), named));
      else if (action === "export") ends(await exportPeople(given(), named));
      else self.error(say("cli.peopleWhat"));
    });
  command("releases", say("cli.releases"))
    .argument(`[${say("arg.action")}]`, say("cli.releasesAction"))
    .addOption(new Option("--halt <yes|no>", say("cli.releasesHalt")).choices(["yes", "no"]))
    .option(`--up-to <${say("arg.name")}>`, say("cli.releasesUpTo"))
    .option(`--first <${say("arg.name")}>`, say("cli.releasesFirst"))
    .option(`--share <${say("arg.count")}>`, say("cli.releasesShare"))
    .action(async (action: string | undefined, options: ReleaseOptions, self: Command) => {
      const gives = Object.keys(options).length > 0;
      if ((action === undefined || action === "show") && !gives) ends(await showReleases(given()));
      else if (action === "propose" && gives) ends(await proposeReleases(given(), options));
      else self.error(say("cli.releasesWhat"));
    });
}
