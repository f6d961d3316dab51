import type { ReactElement } from "react";
import { useWords } from "../../components/words.ts";
import { useMay } from "../../state/desk-context.tsx";
import { FleetPart } from "./fleet-part.tsx";
import { PeoplePart } from "./people-part.tsx";
import { ReleasesPart } from "./releases-part.tsx";
import { PolicyPart } from "./policy-part.tsx";
import { QuarantinePart } from "./quarantine-part.tsx";
import { RecoveryPart } from "./recovery-part.tsx";

/** What managers decide for their branches, and administrators for their bank. */
export function AdministrationScreen(): ReactElement {
  const { t } = useWords();
  const watches = useMay("devices.watch");
  const readsPolicy = useMay("policy.read");
  const watchesPeople = useMay("people.watch");
  const watchesReleases = useMay("releases.watch");
  const endsRecovery = useMay("recovery.decide");
  return (
    <main className="page administration" id="content" tabIndex={-1}>
      <header className="page-head"><h1>{t("frame.administration")}</h1></header>
      {watches ? <FleetPart /> : null}
      {watchesPeople ? <PeoplePart /> : null}
      {watchesReleases ? <ReleasesPart /> : null}
      {readsPolicy ? <PolicyPart /> : null}
      <QuarantinePart />
      {endsRecovery ? <RecoveryPart /> : null}
    </main>
  );
}
