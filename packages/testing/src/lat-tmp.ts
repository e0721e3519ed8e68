import { startKafka, startRedis, startPostgres } from './servers/index.ts';
import { kafkaLog } from '../../adapters/src/kafka/index.ts';
import { createLogger } from '../../runtime/src/index.ts';
let t = Date.now();
const p = await startPostgres(); console.log('pg start', Date.now()-t, p.source); t=Date.now(); await p.restart(); console.log('pg restart', Date.now()-t); t=Date.now(); await p.stop(); console.log('pg stop', Date.now()-t);
t = Date.now(); const k = await startKafka(); console.log('kafka start', Date.now()-t);
const log = await kafkaLog({ brokers: k.brokers, clientId: 'x', topics: [{name:'a',partitions:6,maxMessageBytes:100000}], log: createLogger({service:'x',level:'warn'}) });
const waiters = new Map<string, (v:number)=>void>();
await log.consume({ group:'g', topics:['a'], concurrency: 6, handle: async (r) => { waiters.get(r.id!)?.(performance.now()); return {move:true}; }});
const lat: number[] = [], app: number[] = [];
for (let i=0;i<300;i++){ const s=performance.now(); const w=new Promise<number>(r=>waiters.set('i'+i,r)); await log.append('a',[{key:'k'+i%5,id:'i'+i,value:Buffer.alloc(1000)}],{deadlineMs:5000}); app.push(performance.now()-s); lat.push((await w)-s); await new Promise(r=>setTimeout(r,Math.random()*30)); }
const q=(a:number[],x:number)=>a.sort((m,n)=>m-n)[Math.floor(a.length*x)]!.toFixed(1);
console.log('append p50/p99', q(app,.5), q(app,.99), 'to handler', q(lat,.5), q(lat,.99));
t=performance.now(); await Promise.all(Array.from({length:20000},(_,i)=>log.append('a',[{key:'k'+i,id:'b'+i,value:Buffer.alloc(200)}],{deadlineMs:30000}))); console.log('20000 single appends ms', (performance.now()-t).toFixed(0));
t=Date.now(); await k.restart(); console.log('kafka restart', Date.now()-t);
t=Date.now(); await log.close(); console.log('close', Date.now()-t); t=Date.now(); await k.stop(); console.log('kafka stop', Date.now()-t);
