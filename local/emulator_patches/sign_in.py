"""Cognito: what a refreshed token says."""

import inspect

from ministack.services import cognito

from .shape import expect


def repeat_what_tokens_said():
    """A refreshed token names groups and the time of signing in as the first one did; browsers refuse another time."""
    expect(cognito._fake_token, 'sub', 'pool_id', 'client_id', 'token_type', 'username', 'user_attrs', 'groups')
    expect(cognito._signed_jwt, 'claims', 'pool_id', 'use')
    make, sign = cognito._fake_token, cognito._signed_jwt
    signature = inspect.signature(make)
    signed_in_at = {}

    def make_with_groups(*args, **named):
        call = signature.bind(*args, **named)
        given = call.arguments
        if given.get('trigger_source') == 'TokenGeneration_RefreshTokens' and not given.get('groups'):
            pool = cognito._get_pool_unscoped(given['pool_id']) or {'_users': {}}
            given['groups'] = pool['_users'].get(given.get('username'), {}).get('_groups', [])
        return make(*call.args, **call.kwargs)

    def sign_with_first_time(claims, *rest):
        if 'auth_time' in claims:
            first = signed_in_at.setdefault(claims['origin_jti'], claims['auth_time'])
            claims = {**claims, 'auth_time': first}
        return sign(claims, *rest)

    cognito._fake_token = make_with_groups
    cognito._signed_jwt = sign_with_first_time
