import { expect, test } from "vitest";
import type { Resource, Template } from "../read-templates.ts";
import { encryption } from "./encryption.ts";
import { exposure } from "./exposure.ts";
import type { Judge } from "./judge.ts";
import { permissions } from "./permissions.ts";
import { protection } from "./protection.ts";
import { residency } from "./residency.ts";

const template = (resources: Readonly<Record<string, Partial<Resource> & Pick<Resource, "Type">>>): Template =>
  ({ stack: "s", outputs: [], text: "", resources: Object.fromEntries(Object.entries(resources).map(([id, given]) => [id, { Properties: {}, ...given }])) });
const one = (Type: string, Properties: Record<string, unknown>, rest: Partial<Resource> = {}): Template => template({ It: { Type, Properties, ...rest } });

const open = { CidrIp: "0.0.0.0/0", IpProtocol: "tcp", FromPort: 443, ToPort: 443 };
const statement = (Effect: string, Action: unknown, Resource: unknown) => ({ PolicyDocument: { Statement: [{ Effect, Action, Resource }] } });
const encrypted = { BucketEncryption: {}, PublicAccessBlockConfiguration: {} };

const faults: readonly (readonly [says: string, judge: Judge, template: Template, words: RegExp])[] = [
  ["a kind nobody has decided on", residency, one("AWS::DynamoDB::Table", {}), /nobody has decided/],
  ["another region", residency, one("AWS::IAM::Policy", { a: "arn:aws:s3:eu-central-1:1:x" }), /names eu-central-1/],
  ["a zone of another region", residency, one("AWS::EC2::Subnet", { AvailabilityZone: "us-east-1a" }), /names us-east-1a/],
  ["a copy elsewhere", residency, one("AWS::S3::Bucket", { ReplicationConfiguration: {} }), /copies itself/],
  ["documents through CloudFront", residency, one("AWS::CloudFront::Distribution", { DistributionConfig: { Origins: [{ DomainName: { "Fn::GetAtt": ["Documents1", "DomainName"] } }] } }), /other than public files/],
  ["a page whose name hides documents", residency, one("AWS::CloudFront::Distribution", { DistributionConfig: { Origins: [{ DomainName: { "Fn::GetAtt": ["DocumentsOfReleases1", "DomainName"] } }] } }), /other than public files/],
  ["the API through CloudFront", residency, one("AWS::CloudFront::Distribution", { DistributionConfig: { Origins: [{ DomainName: "api.guichet.example" }] } }), /other than public files/],
  ["an open group that no balancer wears", exposure, template({ It: { Type: "AWS::EC2::SecurityGroup", Properties: { SecurityGroupIngress: [open] } } }), /everybody in on 443/],
  ["an open port on a balancer", exposure, template({ It: { Type: "AWS::EC2::SecurityGroup", Properties: { SecurityGroupIngress: [{ ...open, FromPort: 80 }] } }, Lb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { SecurityGroups: [{ "Fn::GetAtt": ["It", "GroupId"] }] } } }), /on 80/],
  ["a group shared by a balancer and a database", exposure, template({ It: { Type: "AWS::EC2::SecurityGroup", Properties: { SecurityGroupIngress: [open] } }, Lb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { g: ["It"] } }, Db: { Type: "AWS::RDS::DBCluster", Properties: { g: ["It"] } } }), /on 443/],
  ["an open rule of its own", exposure, one("AWS::EC2::SecurityGroupIngress", { ...open, CidrIp: undefined, CidrIpv6: "::/0" }), /everybody/],
  ["a public bucket", exposure, one("AWS::S3::Bucket", { PublicAccessBlockConfiguration: { BlockPublicAcls: true } }), /lacks BlockPublicPolicy/],
  ["a public database", exposure, one("AWS::RDS::DBInstance", { PubliclyAccessible: true }), /public address/],
  ["a public cluster", exposure, one("AWS::EKS::Cluster", { ResourcesVpcConfig: { EndpointPublicAccess: true } }), /public API/],
  ["plain HTTP", exposure, one("AWS::ElasticLoadBalancingV2::Listener", { Protocol: "HTTP", Port: 80 }), /no HTTPS/],
  ["a bucket for everybody", exposure, one("AWS::S3::BucketPolicy", { PolicyDocument: { Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "x" }] } }), /everybody/],
  ["a pool anybody joins", exposure, one("AWS::Cognito::UserPool", {}), /anybody/],
  ["a permission on everything", permissions, one("AWS::IAM::Policy", statement("Allow", "s3:GetObject", "*")), /granted on \*/],
  ["a permission for everything", permissions, one("AWS::IAM::Policy", statement("Allow", ["s3:*"], "arn:x")), /may do s3:\*/],
  ["a reason for something else", permissions, one("AWS::IAM::Policy", statement("Allow", "s3:GetObject", "*"), { Metadata: { cdk_nag: { rules_to_suppress: [{ id: "AwsSolutions-IAM5[Resource::arn:y/*]", reason: "long enough to be a reason" }] } } }), /granted on \*/],
  ["a bucket without encryption", encryption, one("AWS::S3::Bucket", {}), /not encrypted/],
  ["a bucket without TLS", encryption, one("AWS::S3::Bucket", encrypted), /without TLS/],
  ["a database without our key", encryption, one("AWS::RDS::DBCluster", { StorageEncrypted: true }), /our key/],
  ["a database without TLS", encryption, one("AWS::RDS::DBClusterParameterGroup", { Parameters: {} }), /without TLS/],
  ["a balancer that takes old TLS", encryption, one("AWS::ElasticLoadBalancingV2::Listener", { Protocol: "HTTPS", SslPolicy: "ELBSecurityPolicy-2016-08" }), /takes old TLS/],
  ["a balancer that calls servers in the clear", encryption, one("AWS::ElasticLoadBalancingV2::TargetGroup", { Protocol: "HTTP", HealthCheckProtocol: "HTTPS" }), /in the clear/],
  ["a log without our key", encryption, one("AWS::Logs::LogGroup", {}), /our key/],
  ["a key that never turns", encryption, one("AWS::KMS::Key", {}), /never turns/],
  ["a database that goes with its stack", protection, one("AWS::RDS::DBCluster", { DeletionProtection: true, BackupRetentionPeriod: 35, DeleteAutomatedBackups: false }), /goes with its stack/],
  ["a database that can be deleted", protection, one("AWS::RDS::DBCluster", { BackupRetentionPeriod: 35, DeleteAutomatedBackups: false }, { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }), /can be deleted/],
  ["a kind nobody knows, taken for one that keeps something", protection, one("AWS::DynamoDB::Table", {}), /goes with its stack/],
];
test.each(faults)("noticed: %s", (_says, judge, given, words) => {
  expect(judge(given).join("\n")).toMatch(words);
});

test("what is right is left in peace", () => {
  const balancer = template({ It: { Type: "AWS::EC2::SecurityGroup", Properties: { SecurityGroupIngress: [open] } }, Lb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { SecurityGroups: [{ "Fn::GetAtt": ["It", "GroupId"] }] } } });
  expect(exposure(balancer)).toEqual([]);
  expect(permissions(one("AWS::IAM::Policy", statement("Deny", "*", "*")))).toEqual([]);
  expect(residency(one("AWS::EC2::Subnet", { AvailabilityZone: "eu-west-3a" }))).toEqual([]);
  expect(residency(one("AWS::CloudFront::Distribution", { DistributionConfig: { WebACLId: "arn:aws:wafv2:us-east-1:1:x", ViewerCertificate: { a: "arn:aws:acm:us-east-1:1:y" }, Origins: [{ DomainName: { "Fn::GetAtt": ["Releases1", "RegionalDomainName"] } }] } }))).toEqual([]);
});
