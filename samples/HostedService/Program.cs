using HostedService;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A service with a pool: options from appsettings.json, started before the services that use it, ended after them.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddProcessPool("primes", builder.Configuration.GetSection("Pools:Primes"));
builder.Services.AddHealthChecks().AddProcessPool("primes");
builder.Services.AddHostedService<PrimeService>();

using IHost host = builder.Build();
await host.RunAsync();
