// One member, nobody asked who they are.
const alone = connect('mongodb://mongodb-0.mongodb:27017/?directConnection=true').getSiblingDB('admin');
const config = { _id: 'souk', members: [{ _id: 0, host: 'mongodb-0.mongodb:27017' }] };
try {
  alone.adminCommand({ replSetInitiate: config });
} catch (already) {
  print(already.message);
}
while (!alone.hello().isWritablePrimary) sleep(500);
