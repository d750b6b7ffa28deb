/** What an action reaches: the service and the resource type that its ARNs name. */
export type Target =
  | "iam:role"
  | "iam:user"
  | "iam:group"
  | "iam:policy"
  | "apprunner:service"
  | "bedrock-agentcore:code-interpreter"
  | "cloudformation:stack"
  | "codebuild:project"
  | "ec2:instance"
  | "ec2:launch-template"
  | "ecs:task"
  | "glue:devEndpoint"
  | "lambda:function"
  | "sagemaker:notebook-instance";

/** How more is gained: by changing who may do what, by handing a role to something new, by using what has a role already. */
export type Way = "permissions" | "pass-role" | "workload";

/** Actions that together give their holder more than they were given. */
export interface Method {
  readonly id: string;
  readonly way: Way;
  /** The first is the one to take away: whose resources decide whether the way is open. */
  readonly actions: readonly [string, ...string[]];
  readonly target: Target;
  /** It is enough to reach oneself: the user that asks, the role or group that holds the policy. */
  readonly own?: true;
  /** Completes "lets its holder …". */
  readonly gain: string;
}

type Row = readonly [id: string, gain: string, first: string, ...others: readonly string[]];

const all = (about: Pick<Method, "way" | "target" | "own">, ...rows: readonly Row[]): readonly Method[] =>
  rows.map(([id, gain, ...actions]) => ({ id, ...about, gain, actions }));

/** Every method, the gravest first; of those that begin alike, the one that asks for more before the one it contains. */
export const methods: readonly Method[] = [
  ...all(
    { way: "permissions", target: "iam:policy" },
    [
      "rewrite-policy-and-assume-role",
      "write an administrator's rights into a role's policy and assume the role",
      "iam:CreatePolicyVersion",
      "sts:AssumeRole",
    ],
    [
      "rewrite-policy-and-trust",
      "write an administrator's rights into a role's policy and make the role trust them",
      "iam:CreatePolicyVersion",
      "iam:UpdateAssumeRolePolicy",
    ],
    [
      "rewrite-policy",
      "write an administrator's rights into a policy that is attached to them",
      "iam:CreatePolicyVersion",
    ],
    [
      "restore-policy-version",
      "bring back an earlier version of their policy that allowed more",
      "iam:SetDefaultPolicyVersion",
    ],
  ),
  ...all(
    { way: "permissions", target: "iam:user", own: true },
    [
      "write-user-policy-and-make-key",
      "make any user an administrator and act as that user with a new access key",
      "iam:PutUserPolicy",
      "iam:CreateAccessKey",
    ],
    ["write-user-policy", "write an administrator's rights into their own user", "iam:PutUserPolicy"],
    [
      "attach-user-policy-and-make-key",
      "make any user an administrator and act as that user with a new access key",
      "iam:AttachUserPolicy",
      "iam:CreateAccessKey",
    ],
    ["attach-user-policy", "attach `AdministratorAccess` to their own user", "iam:AttachUserPolicy"],
  ),
  ...all(
    { way: "permissions", target: "iam:role", own: true },
    [
      "write-role-policy-and-assume",
      "write an administrator's rights into a role and assume it",
      "iam:PutRolePolicy",
      "sts:AssumeRole",
    ],
    [
      "write-role-policy-and-trust",
      "write an administrator's rights into any role and make it trust them",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
    ],
    ["write-role-policy", "write an administrator's rights into their own role", "iam:PutRolePolicy"],
    [
      "attach-role-policy-and-assume",
      "attach `AdministratorAccess` to a role and assume it",
      "iam:AttachRolePolicy",
      "sts:AssumeRole",
    ],
    [
      "attach-role-policy-and-trust",
      "attach `AdministratorAccess` to any role and make it trust them",
      "iam:AttachRolePolicy",
      "iam:UpdateAssumeRolePolicy",
    ],
    ["attach-role-policy", "attach `AdministratorAccess` to their own role", "iam:AttachRolePolicy"],
  ),
  ...all(
    { way: "permissions", target: "iam:group", own: true },
    ["write-group-policy", "write an administrator's rights into a group they belong to", "iam:PutGroupPolicy"],
    ["attach-group-policy", "attach `AdministratorAccess` to a group they belong to", "iam:AttachGroupPolicy"],
  ),
  ...all({ way: "permissions", target: "iam:group" }, [
    "join-group",
    "join the group of the administrators",
    "iam:AddUserToGroup",
  ]),
  ...all({ way: "permissions", target: "iam:role" }, [
    "rewrite-trust",
    "make any role trust them and assume it, an administrator's too",
    "iam:UpdateAssumeRolePolicy",
  ]),
  ...all(
    { way: "permissions", target: "iam:user" },
    [
      "replace-access-key",
      "act as any user with a new access key, also where a user has two already",
      "iam:CreateAccessKey",
      "iam:DeleteAccessKey",
    ],
    ["make-access-key", "act as any user with a new access key, an administrator too", "iam:CreateAccessKey"],
    ["make-password", "sign in as any user that has no password yet", "iam:CreateLoginProfile"],
    ["change-password", "sign in as any user with a new password, an administrator too", "iam:UpdateLoginProfile"],
  ),
  ...all(
    { way: "pass-role", target: "iam:role" },
    [
      "new-function-fed-by-new-table",
      "run code as any role that Lambda may take on, set off by a table of their own",
      "iam:PassRole",
      "lambda:CreateFunction",
      "lambda:CreateEventSourceMapping",
      "dynamodb:CreateTable",
      "dynamodb:PutItem",
    ],
    [
      "new-function-fed-by-queue",
      "run code as any role that Lambda may take on, set off by a table or queue",
      "iam:PassRole",
      "lambda:CreateFunction",
      "lambda:CreateEventSourceMapping",
    ],
    [
      "new-function-invoked",
      "run code as any role that Lambda may take on",
      "iam:PassRole",
      "lambda:CreateFunction",
      "lambda:InvokeFunction",
    ],
    [
      "new-function-opened",
      "run code as any role that Lambda may take on, called by somebody they let in",
      "iam:PassRole",
      "lambda:CreateFunction",
      "lambda:AddPermission",
    ],
    ["new-instance", "read the keys of any role that an EC2 instance may take on", "iam:PassRole", "ec2:RunInstances"],
    [
      "new-spot-instance",
      "read the keys of any role that an EC2 instance may take on",
      "iam:PassRole",
      "ec2:RequestSpotInstances",
    ],
    [
      "new-stack",
      "build anything as any role that CloudFormation may take on",
      "iam:PassRole",
      "cloudformation:CreateStack",
    ],
    [
      "new-stack-set",
      "build anything in any account as any role that CloudFormation may take on",
      "iam:PassRole",
      "cloudformation:CreateStackSet",
      "cloudformation:CreateStackInstances",
    ],
    [
      "changed-stack-set",
      "build anything in the stack set's accounts as any role that CloudFormation may take on",
      "iam:PassRole",
      "cloudformation:UpdateStackSet",
    ],
    [
      "new-cluster-and-service",
      "run a container as any role that an ECS task may take on",
      "iam:PassRole",
      "ecs:RegisterTaskDefinition",
      "ecs:CreateService",
      "ecs:CreateCluster",
    ],
    [
      "new-cluster-and-task",
      "run a container as any role that an ECS task may take on",
      "iam:PassRole",
      "ecs:RegisterTaskDefinition",
      "ecs:RunTask",
      "ecs:CreateCluster",
    ],
    [
      "new-service",
      "run a container as any role that an ECS task may take on",
      "iam:PassRole",
      "ecs:RegisterTaskDefinition",
      "ecs:CreateService",
    ],
    [
      "new-task",
      "run a container as any role that an ECS task may take on",
      "iam:PassRole",
      "ecs:RegisterTaskDefinition",
      "ecs:RunTask",
    ],
    [
      "new-task-on-instance",
      "run a container as any role that an ECS task may take on",
      "iam:PassRole",
      "ecs:RegisterTaskDefinition",
      "ecs:StartTask",
    ],
    [
      "new-build",
      "run commands as any role that CodeBuild may take on",
      "iam:PassRole",
      "codebuild:CreateProject",
      "codebuild:StartBuild",
    ],
    [
      "new-batch-of-builds",
      "run commands as any role that CodeBuild may take on",
      "iam:PassRole",
      "codebuild:CreateProject",
      "codebuild:StartBuildBatch",
    ],
    [
      "new-glue-endpoint",
      "log in to a machine that holds any role that Glue may take on",
      "iam:PassRole",
      "glue:CreateDevEndpoint",
    ],
    [
      "new-glue-job",
      "run code as any role that Glue may take on",
      "iam:PassRole",
      "glue:CreateJob",
      "glue:StartJobRun",
    ],
    [
      "new-glue-job-triggered",
      "run code as any role that Glue may take on, by a trigger",
      "iam:PassRole",
      "glue:CreateJob",
      "glue:CreateTrigger",
    ],
    [
      "changed-glue-job",
      "run code as any role that Glue may take on, in a job that exists",
      "iam:PassRole",
      "glue:UpdateJob",
      "glue:StartJobRun",
    ],
    [
      "changed-glue-job-triggered",
      "run code as any role that Glue may take on, in a job that exists, by a trigger",
      "iam:PassRole",
      "glue:UpdateJob",
      "glue:CreateTrigger",
    ],
    [
      "new-code-interpreter",
      "run code as any role that a Bedrock code interpreter may take on",
      "iam:PassRole",
      "bedrock-agentcore:CreateCodeInterpreter",
      "bedrock-agentcore:StartCodeInterpreterSession",
      "bedrock-agentcore:InvokeCodeInterpreter",
    ],
    [
      "new-notebook",
      "run code as any role that SageMaker may take on",
      "iam:PassRole",
      "sagemaker:CreateNotebookInstance",
    ],
    [
      "new-training-job",
      "run a container as any role that SageMaker may take on",
      "iam:PassRole",
      "sagemaker:CreateTrainingJob",
    ],
    [
      "new-processing-job",
      "run a container as any role that SageMaker may take on",
      "iam:PassRole",
      "sagemaker:CreateProcessingJob",
    ],
    [
      "new-apprunner-service",
      "run a container as any role that App Runner may take on",
      "iam:PassRole",
      "apprunner:CreateService",
    ],
    [
      "new-pipeline-defined",
      "run commands as any role that Data Pipeline may take on",
      "iam:PassRole",
      "datapipeline:CreatePipeline",
      "datapipeline:PutPipelineDefinition",
      "datapipeline:ActivatePipeline",
    ],
    [
      "new-pipeline",
      "run commands as any role that Data Pipeline may take on",
      "iam:PassRole",
      "datapipeline:CreatePipeline",
    ],
    ["pass-any-role", "hand any role of the account to a service", "iam:PassRole"],
  ),
  ...all({ way: "workload", target: "iam:role" }, [
    "assume-any-role",
    "act as any role that trusts the account",
    "sts:AssumeRole",
  ]),
  ...all(
    { way: "workload", target: "lambda:function" },
    [
      "change-function-and-invoke",
      "put code of their own into any function and run it as its role",
      "lambda:UpdateFunctionCode",
      "lambda:InvokeFunction",
    ],
    [
      "change-function-and-open",
      "put code of their own into any function and let somebody call it",
      "lambda:UpdateFunctionCode",
      "lambda:AddPermission",
    ],
    ["change-function", "put code of their own into any function, to run as its role", "lambda:UpdateFunctionCode"],
  ),
  ...all({ way: "workload", target: "cloudformation:stack" }, [
    "change-stack",
    "build anything as the role of any stack",
    "cloudformation:UpdateStack",
  ]),
  ...all({ way: "workload", target: "cloudformation:stack" }, [
    "change-stack-by-set",
    "build anything as the role of any stack",
    "cloudformation:CreateChangeSet",
    "cloudformation:ExecuteChangeSet",
  ]),
  ...all(
    { way: "workload", target: "ec2:instance" },
    ["send-command", "run commands as root on any managed instance, as its role", "ssm:SendCommand"],
    ["open-session", "open a shell on any managed instance, as its role", "ssm:StartSession"],
    [
      "push-key",
      "log in to any instance with a key of their own, as its role",
      "ec2-instance-connect:SendSSHPublicKey",
      "ec2:DescribeInstances",
    ],
    [
      "change-user-data",
      "have any instance run a script of theirs as root when it starts again",
      "ec2:ModifyInstanceAttribute",
      "ec2:StopInstances",
      "ec2:StartInstances",
    ],
  ),
  ...all({ way: "workload", target: "ec2:launch-template" }, [
    "change-launch-template",
    "have every new instance of a group run a script of theirs, as its role",
    "ec2:CreateLaunchTemplateVersion",
    "ec2:ModifyLaunchTemplate",
  ]),
  ...all({ way: "workload", target: "ecs:task" }, [
    "enter-container",
    "open a shell in any running task, as its role",
    "ecs:ExecuteCommand",
    "ecs:DescribeTasks",
  ]),
  ...all(
    { way: "workload", target: "codebuild:project" },
    ["start-build", "run commands of their own in any build project, as its role", "codebuild:StartBuild"],
    [
      "start-batch-of-builds",
      "run commands of their own in any build project, as its role",
      "codebuild:StartBuildBatch",
    ],
  ),
  ...all({ way: "workload", target: "glue:devEndpoint" }, [
    "change-glue-endpoint",
    "log in to any development endpoint with a key of their own, as its role",
    "glue:UpdateDevEndpoint",
  ]),
  ...all({ way: "workload", target: "sagemaker:notebook-instance" }, [
    "open-notebook",
    "open any notebook and run code as its role",
    "sagemaker:CreatePresignedNotebookInstanceUrl",
  ]),
  ...all({ way: "workload", target: "sagemaker:notebook-instance" }, [
    "change-notebook",
    "have any notebook run a script of theirs when it starts again, as its role",
    "sagemaker:UpdateNotebookInstance",
    "sagemaker:CreateNotebookInstanceLifecycleConfig",
    "sagemaker:StopNotebookInstance",
    "sagemaker:StartNotebookInstance",
  ]),
  ...all({ way: "workload", target: "bedrock-agentcore:code-interpreter" }, [
    "use-code-interpreter",
    "run code in any code interpreter, as its role",
    "bedrock-agentcore:InvokeCodeInterpreter",
    "bedrock-agentcore:StartCodeInterpreterSession",
  ]),
  ...all({ way: "workload", target: "apprunner:service" }, [
    "change-apprunner-service",
    "run a container of their own as the role of any App Runner service",
    "apprunner:UpdateService",
  ]),
];
