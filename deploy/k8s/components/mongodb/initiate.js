// Makes the replica set and one user per service, each for its own database; run again, it changes nothing.
const members = [0, 1, 2].map((n) => ({ _id: n, host: `mongodb-${n}.mongodb:27017`, priority: n === 0 ? 2 : 1 }));
const password = (name) => fs.readFileSync(`/run/secrets/users/${name}`, 'utf8').trim();
const first = 'mongodb://mongodb-0.mongodb:27017/?directConnection=true';
const authorized = `mongodb://root:${encodeURIComponent(password('root'))}@mongodb/?replicaSet=souk`;
let admin;
try {
  admin = connect(`${authorized}&serverSelectionTimeoutMS=5000`).getSiblingDB('admin');
} catch (error) {
  print(`not made yet: ${error.message}`);
  const alone = connect(first).getSiblingDB('admin');
  try {
    // elections within 2 s: a lost primary is replaced in about 3
    alone.adminCommand({
      replSetInitiate: { _id: 'souk', members, settings: { electionTimeoutMillis: 2000 } },
    });
  } catch (already) {
    print(already.message);
  }
  while (!alone.hello().isWritablePrimary) sleep(500);
  alone.createUser({ user: 'root', pwd: password('root'), roles: ['root'] });
  admin = connect(authorized).getSiblingDB('admin');
}
const services = ['user', 'product', 'inventory', 'order', 'payment', 'notification'];
const roles = Object.fromEntries(services.map((name) => [name, [{ role: 'readWrite', db: `souk_${name}` }]]));
roles.audit = [{ role: 'readWrite', db: 'souk_audit' }, ...services.map((name) => ({ role: 'read', db: `souk_${name}` }))];
roles.tools = [...services, 'audit'].map((name) => ({ role: 'readWrite', db: `souk_${name}` })).concat(['backup']);
for (const [user, granted] of Object.entries(roles)) {
  const change = { pwd: password(user), roles: granted };
  if (admin.getUser(user)) admin.updateUser(user, change);
  else admin.createUser({ user, ...change });
}
print('the replica set and its users are as they should be');
