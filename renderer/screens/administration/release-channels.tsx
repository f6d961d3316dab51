import type { ReactElement } from "react";
import { channelLines, channelName, standingText } from "../../../shared/i18n/adoption-words.ts";
import type { ReleasesAnswer } from "../../../shared/sync/release-messages.ts";
import { useWords } from "../../components/words.ts";

/** What is offered on each channel, and what its workstations make of it, counted. */
export function ReleaseChannels({ known: { channels, followNone } }: { readonly known: ReleasesAnswer }): ReactElement {
  const words = useWords();
  const { t, count } = words;
  return (
    <>
      {channels.length === 0 ? <p>{t("releases.none")}</p> : null}
      {channels.map((one) => (
        <div className="release-channel" key={one.channel}>
          <h3>{channelName(one.channel, words)}</h3>
          {channelLines(one, words).map((line) => <p key={line}>{line}</p>)}
          <dl className="totals">{one.standings.map(({ is, workstations }) => <div key={is}><dt>{standingText(is, words)}</dt><dd>{workstations}</dd></div>)}</dl>
        </div>
      ))}
      {followNone === 0 ? null : <p className="small quiet">{count("releases.followNone", followNone)}</p>}
    </>
  );
}
