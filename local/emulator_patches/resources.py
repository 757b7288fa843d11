"""CloudFormation: resource types that MiniStack lacks, and properties it drops."""

import json

from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners

from .shape import expect

# Resource types that MiniStack lacks and one machine does not need, with the attributes that templates read (GetAtt).
# They are recorded, not created. Any other unknown type stays an error.
INERT_RESOURCES = {
    'AWS::ApiGateway::VpcLink': [],
    'AWS::ApiGatewayV2::VpcLink': ['VpcLinkId'],
    'AWS::ApplicationAutoScaling::ScalableTarget': ['Id'],
    'AWS::ApplicationAutoScaling::ScalingPolicy': ['Arn'],
    'AWS::CloudWatch::CompositeAlarm': ['Arn'],
    'AWS::EC2::EIP': ['AllocationId', 'PublicIp'],
    'AWS::EC2::FlowLog': ['Id'],
    'AWS::EC2::NatGateway': ['NatGatewayId'],
    'AWS::EC2::SecurityGroupEgress': ['Id'],
    'AWS::EC2::SecurityGroupIngress': ['Id'],
    'AWS::ECS::CapacityProvider': [],
    'AWS::ECS::ClusterCapacityProviderAssociations': [],
    'AWS::Events::Archive': ['Arn'],
    'AWS::SecretsManager::RotationSchedule': [],
    'AWS::WAFv2::WebACLAssociation': [],
}


def record_inert_resources():
    """CloudFormation accepts the types of INERT_RESOURCES."""

    def inert(attributes):
        def describe(physical_id):
            return physical_id, {name: f'{physical_id}-{name}' for name in attributes}

        return {
            'create': lambda logical_id, props, stack_name: describe(f'local-{stack_name}-{logical_id}'),
            'update': lambda physical_id, old, new, stack_name, logical_id=None: describe(physical_id),
            'delete': lambda physical_id, props: None,
        }

    for resource_type, attributes in INERT_RESOURCES.items():
        known = resource_type in provisioners._RESOURCE_HANDLERS
        assert not known, f'MiniStack supports {resource_type} now: drop it from INERT_RESOURCES'
        provisioners._RESOURCE_HANDLERS[resource_type] = inert(attributes)


def read_whole_container_definitions():
    """A container definition keeps its secrets, dependencies, limits and health check, in the case ECS reads."""
    expect(provisioners._normalize_container_defs, 'cdefs')
    expect(provisioners._pascal_to_camel, 'obj')
    normalize = provisioners._normalize_container_defs

    def normalize_all(definitions):
        normalized = normalize(definitions)
        for definition in normalized:
            for name in ('secrets', 'dependsOn', 'ulimits', 'healthCheck'):
                if name in definition:
                    definition[name] = provisioners._pascal_to_camel(definition[name])
        return normalized

    provisioners._normalize_container_defs = normalize_all


def generate_secrets_as_asked():
    """GenerateSecretString follows all its options, such as ExcludePunctuation, not only the length."""
    expect(provisioners._sm_secret_string, 'props')
    expect(secretsmanager._get_random_password, 'data')

    def secret_string(props):
        options = props.get('GenerateSecretString')
        if props.get('SecretString') or not options:
            return props.get('SecretString', '')
        status, _, body = secretsmanager._get_random_password(options)
        answer = json.loads(body)
        if status >= 400:
            raise ValueError(f'GenerateSecretString: {answer}')
        password = answer['RandomPassword']
        template = options.get('SecretStringTemplate')
        if not template:
            return password
        return json.dumps({**json.loads(template), options['GenerateStringKey']: password})

    provisioners._sm_secret_string = secret_string


def refer_to_secrets_by_arn():
    """Ref of a secret is its ARN, as roles and task definitions expect; MiniStack says its name."""
    expect(secretsmanager._resolve, 'secret_id')
    handler = provisioners._RESOURCE_HANDLERS['AWS::SecretsManager::Secret']
    create, update, delete = handler['create'], handler['update'], handler['delete']
    expect(create, 'logical_id', 'props', 'stack_name')
    expect(update, 'physical_id', 'old_props', 'new_props', 'stack_name', 'logical_id')
    expect(delete, 'physical_id', 'props')

    def name_of(arn):
        return secretsmanager._resolve(arn)[0] or arn

    def create_by_arn(logical_id, props, stack_name):
        _, attributes = create(logical_id, props, stack_name)
        return attributes['Arn'], attributes

    def update_by_arn(physical_id, old_props, new_props, stack_name, logical_id=None):
        _, attributes = update(name_of(physical_id), old_props, new_props, stack_name, logical_id)
        return attributes['Arn'], attributes

    handler['create'], handler['update'] = create_by_arn, update_by_arn
    handler['delete'] = lambda physical_id, props: delete(name_of(physical_id), props)


def count_tasks_given_as_text():
    """DesiredCount of an ECS service may be a parameter, whose value is text: CloudFormation makes it a number."""
    handler = provisioners._RESOURCE_HANDLERS['AWS::ECS::Service']
    create, update = handler['create'], handler['update']
    expect(create, 'logical_id', 'props', 'stack_name')
    expect(update, 'physical_id', 'old_props', 'new_props', 'stack_name')

    def counted(props):
        count = props.get('DesiredCount')
        return {**props, 'DesiredCount': int(count)} if isinstance(count, str) else props

    def create_counted(logical_id, props, stack_name):
        return create(logical_id, counted(props), stack_name)

    def update_counted(physical_id, old_props, new_props, stack_name, *rest, **options):
        return update(physical_id, counted(old_props), counted(new_props), stack_name, *rest, **options)

    handler['create'], handler['update'] = create_counted, update_counted


def name_log_groups_as_their_stacks():
    """A log group without a name of its own begins with its stack's, as any resource: policies rely on it."""
    handler = provisioners._RESOURCE_HANDLERS['AWS::Logs::LogGroup']
    create, update = handler['create'], handler['update']
    expect(create, 'logical_id', 'props', 'stack_name')
    expect(update, 'physical_id', 'old_props', 'new_props', 'stack_name')
    expect(provisioners._physical_name, 'stack_name', 'logical_id')

    def create_named(logical_id, props, stack_name):
        name = props.get('LogGroupName') or provisioners._physical_name(stack_name, logical_id)
        return create(logical_id, {**props, 'LogGroupName': name}, stack_name)

    def update_named(physical_id, old_props, new_props, stack_name, *rest):
        name = new_props.get('LogGroupName') or physical_id
        return update(physical_id, old_props, {**new_props, 'LogGroupName': name}, stack_name, *rest)

    handler['create'], handler['update'] = create_named, update_named
