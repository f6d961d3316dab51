import { REGION, ZONES } from "../environment.ts";
import { at, each, listAt, propertiesText, type Judge } from "./judge.ts";
import { kinds } from "./kinds.ts";

const REGIONS = /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-isob?)?-(?:central|(?:north|south)?(?:east|west)|north|south)-\d[a-z]?\b/g;
/** Properties that copy what a resource holds to somewhere else. */
const COPIES = ["ReplicationConfiguration", "ReplicaRegions", "MultiRegion", "GlobalClusterIdentifier", "SourceDBClusterIdentifier", "DestinationRegion"];

/** Nothing lies outside Paris, and nothing sends a copy of itself elsewhere. */
export const residency: Judge = each((resource) => {
  const { Type, Properties } = resource;
  const faults: string[] = [];
  if (!(Type in kinds)) faults.push("nobody has decided what this kind keeps (judges/kinds.ts)");
  const isDistribution = Type === "AWS::CloudFront::Distribution";
  // CloudFront takes its certificate and its firewall from us-east-1 only; neither holds anything of anybody.
  const told = isDistribution ? propertiesText(resource).replace(JSON.stringify(at(Properties, "DistributionConfig", "ViewerCertificate")), "").replace(JSON.stringify(at(Properties, "DistributionConfig", "WebACLId")), "") : propertiesText(resource);
  for (const [region] of told.matchAll(REGIONS)) if (region !== REGION && !ZONES.includes(region)) faults.push(`names ${region}`);
  for (const name of COPIES) if (told.includes(`"${name}":`)) faults.push(`copies itself by ${name}`);
  if (isDistribution && listAt(Properties, "DistributionConfig", "Origins").some((origin) => !JSON.stringify(at(origin, "DomainName")).includes("Releases"))) faults.push("serves something other than the releases");
  return faults;
});
