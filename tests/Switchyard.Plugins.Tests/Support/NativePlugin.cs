using System.Runtime.Loader;
using System.Text;

namespace Switchyard.Plugins.Tests;

/// <summary>Makes providers of the plugins that ship, from their folders in the build output, without a host around them.</summary>
public static class NativePlugin
{
    public static IProvider Create(string plugin, Uri endpoint, string options = "{}", string models = "[]")
    {
        var name = $"Switchyard.Provider.{plugin}";
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "plugins", plugin, $"{name}.dll"));
        var factory = (IProviderFactory)Activator.CreateInstance(assembly.GetType($"{name}.{plugin}ProviderFactory", throwOnError: true)!)!;
        return factory.Create(new()
        {
            Id = "test",
            Endpoint = endpoint,

            // On a machine that is busy a connection over loopback can take seconds.
            ConnectTimeout = TimeSpan.FromSeconds(30),
            Manifest = Encoding.UTF8.GetBytes($$"""{"id":"test","models":{{models}},"options":{{options}}}"""),
        });
    }
}
