import { PGlite } from '@electric-sql/pglite';
const m=async(n,f)=>{const c=process.cpuUsage(), t=performance.now();const r=await f(); const u=process.cpuUsage(c);console.log(n,'wall',Math.round(performance.now()-t),'cpu',Math.round((u.user+u.system)/1000));return r};
const a=await m('fresh',async()=>{const p=new PGlite();await p.waitReady;return p});
const d=await m('dump',()=>a.dumpDataDir('none'));console.log(d.size);
const g=await m('dumpgz',()=>a.dumpDataDir('gzip'));console.log(g.size);
await m('load',async()=>{const p=new PGlite({loadDataDir:d});await p.waitReady;await p.query('select 1')});
await m('loadgz',async()=>{const p=new PGlite({loadDataDir:g});await p.waitReady;await p.query('select 1')});
await m('loadfs',async()=>{const p=new PGlite('/tmp/pgl4',{loadDataDir:d});await p.waitReady;await p.query('select 1');await p.close()});
