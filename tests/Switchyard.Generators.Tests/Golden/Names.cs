using System.Threading;
using System.Threading.Tasks;
using Switchyard;

namespace @class.Größe.@namespace
{
    public partial class @event<@in>
    {
        public partial record struct Käfig(Router @this)
        {
            public enum @enum
            {
                @true,
                False,
                Œuvre,
            }

            [Tier(Tier.Cheap)]
            [Prompt("{class} {größe} {await} {Read} {value}")]
            public partial ValueTask<@enum> @int(string @class, int größe, int @await, string Read, string value, CancellationToken @default);

            [Tier(Tier.Cheap)]
            [Prompt("{piece} {call} {call_2}")]
            public partial System.Collections.Generic.IAsyncEnumerable<string> @var(string piece, string call, string call_2, CancellationToken @yield);
        }
    }
}

#pragma warning disable CS8981 // A name in small letters, which a user may have.
public class var;

public partial class small(Router router)
{
    [Tier(Tier.Mid)]
    [Prompt("{question}")]
    public partial ValueTask<string> AskAsync(string question);
}
#pragma warning restore CS8981

public partial class Global(Router router)
{
    private enum Secret
    {
        Yes,
        No,
    }

    [Tier(Tier.Mid)]
    [Prompt("{question}")]
    private partial ValueTask<Secret> AskAsync(string question);

    [Tier(Tier.Mid)]
    [Prompt("{question}")]
    protected internal virtual partial ValueTask<string> ToString(string question);

    public async Task<bool> UseAsync() => await AskAsync("Is it?") == Secret.Yes;
}

public partial class GlobalTasks(Router router)
{
    [Tier(Tier.Mid)]
    [Prompt("{question}")]
    public partial ValueTask<string> GlobalTasksTasks(string question);
}

namespace System2.Switchyard
{
    public partial class Call(Router System)
    {
        [Tier(Tier.Mid)]
        [Prompt("{global}")]
        public partial ValueTask<string> Router(string global);
    }
}
