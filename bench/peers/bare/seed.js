const fs = require('fs'), path = require('path'), mongoose = require('mongoose');
const cat = require('./catalogue.js');
(async () => {
  await mongoose.connect(process.env.MONGO_URL);
  const db = mongoose.connection.db;
  await db.dropDatabase();
  await db.collection('products').insertMany(cat.products.map((p) => ({ ...p })));
  const one = (p) => ({ sku: p.sku, slug: p.slug, variant: p.sku, price: p.price });
  fs.writeFileSync(path.join(__dirname, 'ids.json'), JSON.stringify({ products: cat.products.filter((p) => p.sku[0] === 'P').map(one),
    hot: Object.fromEntries(cat.products.filter((p) => p.sku[0] === 'H').map((p) => [p.sku, one(p)])), terms: cat.terms }));
  process.exit(0);
})();
