import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Place } from './settings.ts';
import { clientSettings } from './stack-values.ts';

export interface User {
  readonly username: string;
  readonly password: string;
  readonly groups: readonly string[];
}

/** Passwords for a loopback platform that keeps nothing secret; they are printed at every start. */
export const localUsers = (adminGroup: string): { admin: User; user: User } => ({
  admin: { username: 'admin@example.com', password: 'Admin-on-1-machine', groups: [adminGroup] },
  user: { username: 'user@example.com', password: 'User-on-1-machine', groups: ['users'] },
});

const unless = (name: string) => (error: Error) => {
  if (error.name !== name) throw error;
};

/** Makes sure the user exists with this password and these groups. */
export async function ensureUser(
  { username, password, groups }: User,
  UserPoolId: string,
  place: Place,
): Promise<void> {
  const cognito = new CognitoIdentityProviderClient(clientSettings(place));
  const attributes = [
    { Name: 'email', Value: username },
    { Name: 'email_verified', Value: 'true' },
  ];
  const create = new AdminCreateUserCommand({
    UserPoolId,
    Username: username,
    MessageAction: 'SUPPRESS',
    UserAttributes: attributes,
  });
  await cognito.send(create).catch(unless('UsernameExistsException'));
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: username, Password: password, Permanent: true }),
  );
  for (const GroupName of groups) {
    await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName })).catch(unless('GroupExistsException'));
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: username, GroupName }));
  }
}

/** Signs in at the pool with user name and password; answers the ID token, as the site sends it. */
export async function signIn(
  { username, password }: Pick<User, 'username' | 'password'>,
  ClientId: string,
  place: Place,
): Promise<string> {
  const cognito = new CognitoIdentityProviderClient(clientSettings(place));
  const AuthParameters = { USERNAME: username, PASSWORD: password };
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
  );
  if (!AuthenticationResult?.IdToken)
    throw new Error(`${username} was not signed in: the pool asked for something else`);
  return AuthenticationResult.IdToken;
}
