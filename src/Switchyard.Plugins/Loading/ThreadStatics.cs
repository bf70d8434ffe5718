using System.Reflection.Metadata;

namespace Switchyard.Plugins;

/// <summary>
/// Finds what an assembly keeps per thread. Where the assembly is collectible, .NET 10.0 may end the process with a segmentation fault when
/// a thread exits while the assembly is being unloaded, so the user should know of it before.
/// </summary>
internal static class ThreadStatics
{
    /// <summary>Names the first field, or the runtime's pooling builder, which has such fields for each method it builds.</summary>
    public static string? Find(MetadataReader metadata)
    {
        foreach (var handle in metadata.FieldDefinitions)
        {
            var field = metadata.GetFieldDefinition(handle);
            if (field.GetCustomAttributes().Any(attribute => IsThreadStatic(metadata, attribute)))
            {
                var type = metadata.GetTypeDefinition(field.GetDeclaringType());
                return $"{Assembly(metadata)} has the thread static {metadata.GetString(type.Name)}.{metadata.GetString(field.Name)}";
            }
        }

        return metadata.TypeReferences.Select(metadata.GetTypeReference).Any(type => Is(metadata, type, "PoolingAsyncValueTaskMethodBuilder`1"))
            ? $"{Assembly(metadata)} uses PoolingAsyncValueTaskMethodBuilder, which keeps state machines per thread"
            : null;
    }

    private static bool IsThreadStatic(MetadataReader metadata, CustomAttributeHandle handle)
    {
        var constructor = metadata.GetCustomAttribute(handle).Constructor;
        return constructor.Kind == HandleKind.MemberReference
            && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent
            && Is(metadata, metadata.GetTypeReference((TypeReferenceHandle)parent), nameof(ThreadStaticAttribute));
    }

    private static bool Is(MetadataReader metadata, TypeReference type, string name) => metadata.StringComparer.Equals(type.Name, name);

    private static string Assembly(MetadataReader metadata) => metadata.GetString(metadata.GetAssemblyDefinition().Name);
}
