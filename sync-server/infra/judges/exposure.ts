import { at, each, listAt, type Judge } from "./judge.ts";
import { statementsOf } from "./statements.ts";

const EVERYBODY = ["0.0.0.0/0", "::/0"];
const BLOCKS = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/** Nothing is open to everybody but the load balancer's 443. */
export const exposure: Judge = each(({ Type, Properties }, { resources }) => {
  switch (Type) {
    case "AWS::EC2::SecurityGroup":
    case "AWS::EC2::SecurityGroupIngress": {
      const rules = Type === "AWS::EC2::SecurityGroup" ? listAt(Properties, "SecurityGroupIngress") : [Properties];
      return rules.filter(isOpen).flatMap((rule) => (isHttps(rule) && isOfBalancer(Properties, resources) ? [] : [`lets everybody in on ${String(at(rule, "FromPort"))}`]));
    }
    case "AWS::S3::Bucket":
      return BLOCKS.filter((name) => at(Properties, "PublicAccessBlockConfiguration", name) !== true).map((name) => `lacks ${name}`);
    case "AWS::RDS::DBInstance":
      return at(Properties, "PubliclyAccessible") === false ? [] : ["may have a public address"];
    case "AWS::EC2::Subnet":
      return at(Properties, "MapPublicIpOnLaunch") === false ? [] : ["gives public addresses"];
    case "AWS::EKS::Cluster":
      return at(Properties, "ResourcesVpcConfig", "EndpointPublicAccess") === false ? [] : ["has a public API"];
    case "AWS::ElasticLoadBalancingV2::Listener":
      return at(Properties, "Protocol") === "HTTPS" && at(Properties, "Port") === 443 ? [] : ["is no HTTPS on 443"];
    case "AWS::Cognito::UserPool":
      return at(Properties, "AdminCreateUserConfig", "AllowAdminCreateUserOnly") === true ? [] : ["lets anybody make an account"];
    case "AWS::S3::BucketPolicy":
    case "AWS::SNS::TopicPolicy":
    case "AWS::SecretsManager::ResourcePolicy":
    case "AWS::ECR::Repository":
    case "AWS::KMS::Key":
      return statementsOf(Properties).filter(({ allows, isForEverybody }) => allows && isForEverybody).map(() => "is granted to everybody");
    default:
      return [];
  }
});

const isOpen = (rule: unknown): boolean => [at(rule, "CidrIp"), at(rule, "CidrIpv6")].some((cidr) => typeof cidr === "string" && EVERYBODY.includes(cidr));
const isHttps = (rule: unknown): boolean => at(rule, "IpProtocol") === "tcp" && at(rule, "FromPort") === 443 && at(rule, "ToPort") === 443;

/** True when this group is one that a load balancer, and nothing else, wears. */
function isOfBalancer(properties: unknown, resources: Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>): boolean {
  const [id] = Object.entries(resources).find(([, resource]) => resource.Properties === properties) ?? [];
  if (id === undefined) return false;
  const wearers = Object.values(resources).filter(({ Type, Properties }) => !Type.startsWith("AWS::EC2::SecurityGroup") && JSON.stringify(Properties).includes(`"${id}"`));
  return wearers.length > 0 && wearers.every(({ Type }) => Type === "AWS::ElasticLoadBalancingV2::LoadBalancer");
}
