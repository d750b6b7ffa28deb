import type { Resource } from "../../../../language/model/resource.ts";
import { BlockSection, type Section } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { table } from "../../../../language/syntax/table.ts";
import { plain } from "../../../kit/checks.ts";
import { jsonObjects } from "../../../kit/json-attribute.ts";
import type { Profile } from "../../../kit/rule.ts";
import { buildVariables, isPlainText } from "./build-variables.ts";
import { unpacked } from "./scripts.ts";

/** A part of a configuration that its readers see as it is. */
export interface Sink {
  /** What shows it. */
  readonly action: string;
  /** Where the service has no other way to hand a secret over than by the code that runs there: the profile that tells it. */
  readonly profile?: Profile;
  values(resource: Resource): Iterable<Held>;
}

/** A text that is not a list or a mapping, and what it is called there. */
export interface Held {
  readonly name: string;
  readonly value: Value;
  /** It stands in a longer text. */
  readonly isPart?: true;
}

/** What a value holds, by the nearest name; what several parts of it share is looked into once. */
function* heldIn(value: Value, name = "", seen = new Set<Value>()): Iterable<Held> {
  if (value.state === "list" || value.state === "mapping") {
    if (seen.has(value)) return;
    seen.add(value);
  }
  switch (value.state) {
    case "list":
      for (const item of value.items) yield* heldIn(item, name, seen);
      break;
    case "mapping": {
      const label = value.entries.get("name")?.value;
      const called = label?.state === "known" ? String(label.value) : undefined;
      for (const [key, entry] of value.entries)
        yield* heldIn(entry.value, key === "value" && called !== undefined ? called : key, seen);
      break;
    }
    case "unknown":
      for (const part of value.parts ?? []) if (typeof part !== "string") yield { name, value: part, isPart: true };
      if (!value.parts) yield { name, value };
      break;
    default:
      yield { name, value };
  }
}

/** What settings at some paths hold. */
const at =
  (...paths: readonly string[]) =>
  (resource: Resource): Iterable<Held> =>
    paths.flatMap((path) => [...heldIn(resource.get(path))]);

/** What definitions of containers hold, which are written as JSON. */
const containers = (attribute: string) =>
  function* (resource: Resource): Iterable<Held> {
    const objects = jsonObjects(resource, attribute);
    for (const object of objects) yield* heldIn(object);
    if (objects.length === 0) yield* heldIn(resource.get(attribute));
  };

/** What nested blocks of a name and a value hold. */
const pairs = (read: (resource: Resource) => readonly Section[], isPlain: (pair: Section) => boolean) =>
  function* (resource: Resource): Iterable<Held> {
    for (const pair of read(resource))
      if (isPlain(pair)) yield* heldIn(pair.get("value"), String(plain(pair.get("name"))));
  };

const beanstalk: Sink = {
  action: "elasticbeanstalk:DescribeConfigurationSettings",
  values: pairs(
    (resource) => resource.sections("setting"),
    (setting) => plain(setting.get("namespace")) === "aws:elasticbeanstalk:application:environment",
  ),
};

/** What scripts hold that are written out, or that functions pack. */
const packed = (...attributes: readonly string[]) =>
  function* (section: Section): Iterable<Held> {
    for (const attribute of attributes) {
      const written = section.attribute(attribute)?.value;
      if (written && section instanceof BlockSection)
        for (const inner of unpacked(written)) yield* heldIn(section.value(inner));
    }
  };

const userData = packed("user_data", "user_data_base64");
const script: Sink = { action: "ec2:DescribeInstanceAttribute", values: userData };
const cloudInit: Sink = {
  action: "ec2:DescribeInstanceAttribute",
  values: (resource) => resource.sections("part").flatMap((part) => [...packed("content")(part)]),
};
const fleet: Sink = {
  action: "ec2:DescribeSpotFleetRequests",
  values: (resource) => resource.sections("launch_specification").flatMap((each) => [...userData(each)]),
};
const parameter: Sink = {
  action: "ssm:GetParameter",
  values: (resource) => (plain(resource.get("type")) === "String" ? at("value", "insecure_value")(resource) : []),
};
const stage = (path: string): Sink => ({ action: "apigateway:GET", values: at(path) });

const image = "source_configuration.image_repository.image_configuration";
const code = "source_configuration.code_repository.code_configuration.code_configuration_values";

/** By type. */
const sinks: Readonly<Record<string, Sink>> = table({
  aws_amplify_app: { action: "amplify:GetApp", profile: "hint", values: at("environment_variables") },
  aws_amplify_branch: { action: "amplify:GetBranch", profile: "hint", values: at("environment_variables") },
  aws_api_gateway_deployment: stage("variables"),
  aws_api_gateway_stage: stage("variables"),
  aws_apigatewayv2_stage: stage("stage_variables"),
  aws_apprunner_service: {
    action: "apprunner:DescribeService",
    values: at(`${image}.runtime_environment_variables`, `${code}.runtime_environment_variables`),
  },
  aws_batch_job_definition: { action: "batch:DescribeJobDefinitions", values: containers("container_properties") },
  aws_codebuild_project: {
    action: "codebuild:BatchGetProjects",
    values: pairs(buildVariables, isPlainText),
  },
  aws_ecs_task_definition: { action: "ecs:DescribeTaskDefinition", values: containers("container_definitions") },
  aws_elastic_beanstalk_configuration_template: beanstalk,
  aws_elastic_beanstalk_environment: beanstalk,
  aws_glue_job: { action: "glue:GetJob", profile: "hint", values: at("default_arguments") },
  aws_instance: script,
  aws_lambda_function: {
    action: "lambda:GetFunctionConfiguration",
    profile: "hint",
    values: at("environment.variables"),
  },
  aws_launch_configuration: { action: "autoscaling:DescribeLaunchConfigurations", values: userData },
  aws_launch_template: { action: "ec2:DescribeLaunchTemplateVersions", values: userData },
  aws_sagemaker_notebook_instance_lifecycle_configuration: {
    action: "sagemaker:DescribeNotebookInstanceLifecycleConfig",
    values: packed("on_create", "on_start"),
  },
  aws_sfn_state_machine: { action: "states:DescribeStateMachine", values: containers("definition") },
  aws_spot_fleet_request: fleet,
  aws_spot_instance_request: script,
  aws_ssm_parameter: parameter,
  cloudinit_config: cloudInit,
  template_cloudinit_config: cloudInit,
});

const tags: Sink = { action: "tag:GetResources", values: at("tags") };

/** Where a resource or a data source shows what it is given. */
export const sinksOf = ({ type, mode }: Resource): readonly Sink[] => {
  const own = sinks[type];
  return [...(own ? [own] : []), ...(mode === "resource" && type.startsWith("aws_") ? [tags] : [])];
};
