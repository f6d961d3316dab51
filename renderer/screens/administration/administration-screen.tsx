import type { ReactElement } from "react";
import { useWords } from "../../components/words.ts";
import { useMay } from "../../state/desk-context.tsx";
import { routeToHash, type AdministrationPart } from "../../state/route.ts";
import { FleetPart } from "./fleet-part.tsx";
import { PeoplePart } from "./people-part.tsx";
import { ReleasesPart } from "./releases-part.tsx";
import { PolicyPart } from "./policy-part.tsx";
import { QuarantinePart } from "./quarantine-part.tsx";
import { RecoveryPart } from "./recovery-part.tsx";

type Part = { readonly part: AdministrationPart; readonly title: "devices.title" | "people.title" | "releases.title" | "policy.title" | "quarantine.title" | "recovery.title"; readonly shown: boolean; readonly screen: ReactElement };

/** What managers decide for their branches, and administrators for their bank: one part at a time, each with its own address. */
export function AdministrationScreen({ part }: { readonly part: AdministrationPart | undefined }): ReactElement {
  const { t } = useWords();
  const all: readonly Part[] = [
    { part: "workstations", title: "devices.title", shown: useMay("devices.watch"), screen: <FleetPart /> },
    { part: "people", title: "people.title", shown: useMay("people.watch"), screen: <PeoplePart /> },
    { part: "releases", title: "releases.title", shown: useMay("releases.watch"), screen: <ReleasesPart /> },
    { part: "rules", title: "policy.title", shown: useMay("policy.read"), screen: <PolicyPart /> },
    { part: "quarantine", title: "quarantine.title", shown: useMay("quarantine.decide"), screen: <QuarantinePart /> },
    { part: "recovery", title: "recovery.title", shown: useMay("recovery.decide"), screen: <RecoveryPart /> },
  ];
  const shown = all.filter((one) => one.shown);
  const here = shown.find((one) => one.part === part) ?? shown[0];
  return (
    <main className="page administration" id="content" tabIndex={-1}>
      <header className="page-head"><h1>{t("frame.administration")}</h1></header>
      <nav className="administration-parts" aria-label={t("administration.parts")}>
        <ul>{shown.map((one) => <li key={one.part}><a href={routeToHash({ kind: "administration", part: one.part })} aria-current={one === here ? "page" : undefined}>{t(one.title)}</a></li>)}</ul>
      </nav>
      {here?.screen}
    </main>
  );
}
